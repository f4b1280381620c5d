"""Packs for the tests: made by the house, checked by the file that lies in each of them."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from moeli.platform import node
from moeli.platform.access.actor import SYSTEM
from moeli.platform.packs import bundle, manifest, services, standalone, verifier
from moeli.platform.packs.spool import Member, member

FILES = {"statement.pdf": b"%PDF-1.7 a statement", "photos/hall.jpg": bytes(range(256)) * 300}


class Checked(NamedTuple):
    """What the stand-alone verifier said."""

    code: int
    said: dict[str, Any]


def made(target: Path, files: dict[str, bytes] | None = None, **others: Any) -> services.Made:
    named = FILES if files is None else files
    return services.make(
        actor=SYSTEM,
        files=[(name, BytesIO(content)) for name, content in named.items()],
        recipient="Director of Public Prosecutions",
        purpose="Docket CR 12/2026",
        target=target,
        **others,
    )


def alone(
    path: Path, *words: str, python: str = sys.executable
) -> subprocess.CompletedProcess[str]:
    """Run the verifier as a receiver does: one file, isolated, without any site package."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / standalone.NAME
        file.write_bytes(standalone.source())
        command = [python, "-I", "-S", str(file), str(path), *words]
        return subprocess.run(
            command, capture_output=True, text=True, cwd="/", check=False, timeout=60
        )


def checked(path: Path, *keys: str) -> Checked:
    words = [word for key in keys for word in ("--key", key)]
    ended = alone(path, "--json", *words)
    assert ended.stderr == ""
    return Checked(ended.returncode, json.loads(ended.stdout))


def own_key() -> str:
    return node.current().public_bytes.hex()


def members_of(path: Path) -> list[Member]:
    whole = path.read_bytes()
    return [
        member(each.path, whole[each.start : each.start + each.size])
        for each in verifier.zip_members(BytesIO(whole))
    ]


def content(each: Member) -> bytes:
    return b"".join(each.pieces())


def rewritten(path: Path, change: Callable[[list[Member]], list[Member]]) -> Path:
    """The pack with its files changed and its table of contents made to fit."""
    path.write_bytes(b"".join(bundle.blocks(change(members_of(path)))))
    return path


def resigned(path: Path, change: Callable[[dict[str, Any]], None]) -> Path:
    """The pack with its manifest changed and signed by this node all the same."""

    def changed(members: list[Member]) -> list[Member]:
        table = json.loads(content(members[0]))
        change(table)
        raw = json.dumps(table).encode()
        signed = member(verifier.SIGNATURE, manifest.signature(raw))
        return [member(verifier.MANIFEST, raw), signed, *members[2:]]

    return rewritten(path, changed)
