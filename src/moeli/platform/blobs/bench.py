"""How fast files are kept, read and packed, in a home folder of its own that is gone afterwards."""

import os
import tempfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from time import perf_counter
from typing import Any

import django
from django.apps import apps

_QUICK, _FULL = 8, 96  # files of a megabyte
_MEGABYTE = 1024 * 1024


def run(*, quick: bool) -> dict[str, Any]:
    """Megabytes a second: kept one by one, kept as one file, read; pictures redrawn a second.

    It needs a process of its own: RuntimeError when Django already serves another home folder.
    """
    if apps.ready:
        raise RuntimeError("the bench of files writes to no store that is in use")
    with tempfile.TemporaryDirectory(prefix="moeli-bench-") as home:
        move_in(Path(home))
        return _measured(_QUICK if quick else _FULL)


def move_in(home: Path) -> None:
    """Make `home` the home folder of this process, with a database of its own."""
    os.environ["MOELI_HOME"] = str(home)
    os.environ["MOELI_ANCHOR_COPY"] = str(home / "second-place" / "anchors.jsonl")
    os.environ.pop("MOELI_DATABASE_URL", None)
    os.environ["DJANGO_SETTINGS_MODULE"] = "moeli.config.settings.dev"
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)


def _measured(count: int) -> dict[str, Any]:
    from django.db import connection

    singles = [os.urandom(_MEGABYTE) for _ in range(count)]
    large = b"".join(singles)
    kept: list[Any] = []
    rows = [
        row("keep, files of 1 MB", count, lambda: kept.extend(map(_keep, singles))),
        row("keep, one large file", count, lambda: kept.append(_keep(large))),
        row("read, files of 1 MB", count, lambda: _read_all(kept[:-1])),
        row("read, one large file", count, lambda: _read_all(kept[-1:])),
    ]
    connection.close()
    return {"database": "SQLite, WAL, synchronous=FULL", "rows": [*rows, _pictures()]}


def _keep(content: bytes) -> Any:  # noqa: ANN401 -- a row; its model cannot be imported here yet
    from moeli.platform.access.actor import SYSTEM
    from moeli.platform.blobs import services

    return services.keep(
        actor=SYSTEM,
        scope="criminal",
        subject="bench",
        stream=BytesIO(content),
        retention="evidence",
    )


def _read_all(blobs: list[Any]) -> None:
    from moeli.platform.access.actor import SYSTEM
    from moeli.platform.blobs import services

    for blob in blobs:
        with services.opened(
            actor=SYSTEM, blob_id=blob.id, subject="bench", purpose="bench"
        ) as file:
            for _piece in file.pieces():
                pass


def _pictures() -> dict[str, Any]:
    from PIL import Image

    from moeli.platform.blobs import pictures

    drawn = BytesIO()
    Image.effect_noise((1600, 1200), 60).convert("RGB").save(drawn, "JPEG")
    count = 10
    found = row("redraw, pictures of 2 MP", count, lambda: _each(pictures.redrawn, drawn, count))
    return {
        "work": found["work"],
        "MB": None,
        "seconds": found["seconds"],
        "a second": count / found["seconds"],
    }


def _each(does: Callable[[bytes], object], drawn: BytesIO, count: int) -> None:
    for _ in range(count):
        does(drawn.getvalue())


def row(work: str, megabytes: int, does: Callable[[], object]) -> dict[str, Any]:
    """What the bench says of one piece of work."""
    start = perf_counter()
    does()
    seconds = perf_counter() - start
    return {"work": work, "MB": megabytes, "seconds": seconds, "a second": megabytes / seconds}
