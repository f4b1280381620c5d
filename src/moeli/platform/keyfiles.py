"""Secrets that lie outside the database: files of mode 600, written whole or not at all."""

import os
import secrets
import stat
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from moeli.platform.errors import MoeliError, PlatformError

_LONGEST = 4096
_known: dict[Path, tuple[tuple[int, ...], bytes]] = {}


def write(path: Path, secret: bytes) -> None:
    """Write `secret` to a new file that only its owner can read; an existing file is never touched.

    Raises FileExistsError when another process made it first, OSError when it cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        _write_draft(draft, secret)
        path.hardlink_to(draft)
    finally:
        draft.unlink(missing_ok=True)
    _sync(path.parent)


def replace(path: Path, content: bytes) -> None:
    """Put `content` in the place of what `path` holds: whole or not at all, mode 600. OSError."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        _write_draft(draft, content)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    _sync(path.parent)


def read(path: Path) -> bytes:
    """The secret in `path`, as it lies there now: one that was read before is looked at again.

    Raises MoeliError when it is not there, is empty or too long, or when others could read it.
    """
    try:
        known = _known.get(path)
        if known and known[0] == _lies(path.stat()):
            return known[1]
        with path.open("rb") as file:
            found = os.fstat(file.fileno())
            secret = file.read(_LONGEST + 1)
    except OSError as error:
        raise _unusable(path, error.strerror or "") from error
    if found.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise _unusable(path, _("others can read it; set mode 600"))
    if not 0 < len(secret) <= _LONGEST:
        raise _unusable(path, _("it is empty or too long"))
    _known[path] = _lies(found), secret
    return secret


def read_or_make(path: Path, fresh: bytes) -> bytes:
    """The secret in `path`; at the first start `fresh` becomes that secret. Raises MoeliError."""
    try:
        if not path.exists():
            write(path, fresh)
    except FileExistsError:
        pass  # another process started at the same moment: its secret is the one
    except OSError as error:
        raise _unusable(path, error.strerror or "") from error
    return read(path)


def _lies(found: os.stat_result) -> tuple[int, ...]:
    """What changes when a file is replaced, written, or opened to others."""
    place, size, mode = (found.st_dev, found.st_ino), found.st_size, found.st_mode
    return (*place, size, mode, found.st_mtime_ns, found.st_ctime_ns)


def _unusable(path: Path, why: str | Promise) -> MoeliError:
    return MoeliError(PlatformError.KEY_FILE, file=path.name, why=why)


def _write_draft(draft: Path, secret: bytes) -> None:
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
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
