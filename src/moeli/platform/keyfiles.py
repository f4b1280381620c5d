"""Secrets that lie outside the database: files of mode 600, written whole or not at all."""

import os
import stat
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from moeli.platform.errors import MoeliError, PlatformError


def write(path: Path, secret: bytes) -> None:
    """Write `secret` to a new file that only its owner can read; an existing file is never touched.

    Raises FileExistsError when another process made it first.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    _write_draft(draft, secret)
    try:
        path.hardlink_to(draft)
    finally:
        draft.unlink()
    _sync(path.parent)


def read(path: Path) -> bytes:
    """The secret in `path`. Raises MoeliError when others could read it or it is not there."""
    try:
        mode = path.stat().st_mode
        secret = path.read_bytes()
    except OSError as error:
        raise MoeliError(
            PlatformError.KEY_FILE, file=path.name, why=error.strerror or ""
        ) from error
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise MoeliError(
            PlatformError.KEY_FILE, file=path.name, why=_("others can read it; set mode 600")
        )
    return secret


def read_or_make(path: Path, fresh: bytes) -> bytes:
    """The secret in `path`; at the first start `fresh` becomes that secret."""
    if not path.exists():
        try:
            write(path, fresh)
        except FileExistsError:
            pass  # another process started at the same moment: its secret is the one
    return read(path)


def _write_draft(draft: Path, secret: bytes) -> None:
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(secret)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
