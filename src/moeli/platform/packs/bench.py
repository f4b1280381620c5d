"""How fast packs are made and verified, in a home folder of its own that is gone afterwards."""

import os
import tempfile
from io import BytesIO
from pathlib import Path
from time import perf_counter
from typing import Any

from moeli.platform.blobs import bench

_QUICK, _FULL = 8, 96  # megabytes


def run(*, quick: bool) -> dict[str, Any]:
    """Megabytes a second: a pack made, made for one reader, and verified."""
    count = _QUICK if quick else _FULL
    files = [(f"{number}.bin", os.urandom(1024 * 1024)) for number in range(count)]
    with tempfile.TemporaryDirectory(prefix="moeli-bench-") as home:
        bench.move_in(Path(home))
        return {"rows": list(_rows(Path(home), files, count))}


def _rows(home: Path, files: list[tuple[str, bytes]], count: int) -> list[dict[str, Any]]:
    import pyrage

    from moeli.platform.packs import verifier

    reader = str(pyrage.x25519.Identity.generate().to_public())
    plain, sealed = home / "plain.zip", home / "sealed.age"
    rows = [
        bench.row("make", count, lambda: _make(files, plain, "")),
        bench.row("make, for one reader", count, lambda: _make(files, sealed, reader)),
    ]
    start = perf_counter()
    with plain.open("rb") as pack:
        sound = verifier.verify(pack, [])["state"] == "unknown_key"
    seconds = perf_counter() - start
    if not sound:
        raise RuntimeError("the pack of the bench does not verify")
    work = {"work": "verify", "MB": count, "seconds": seconds, "a second": count / seconds}
    return [*rows, work]


def _make(files: list[tuple[str, bytes]], target: Path, reader_key: str) -> None:
    from moeli.platform.access.actor import SYSTEM
    from moeli.platform.packs import services

    services.make(
        actor=SYSTEM,
        files=[(name, BytesIO(content)) for name, content in files],
        recipient="Bench",
        purpose="Bench",
        target=target,
        reader_key=reader_key,
    )
