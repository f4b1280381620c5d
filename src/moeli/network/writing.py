"""Writing a file whole or not at all, onto a disk or a stick."""

import os
import secrets
from collections.abc import Iterable
from pathlib import Path


def written_whole(path: Path, content: Iterable[bytes]) -> int:
    """Write `content` to `path` and wait for the disk; returns its size in bytes.

    A reader, and whoever pulls the stick out, finds the former file or the whole new one. Raises
    OSError.
    """
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with draft.open("xb") as file:
            file.writelines(content)
            file.flush()
            os.fsync(file.fileno())
            size = file.tell()
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    _sync(path.parent)
    return size


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
