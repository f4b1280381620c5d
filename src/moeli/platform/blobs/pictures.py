"""Pictures from outside are decoded by another process, which may die; never by this one."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from moeli.platform.blobs import media_types
from moeli.platform.blobs.errors import BlobError, PictureError
from moeli.platform.errors import MoeliError

LARGEST = 64 * 1024 * 1024
_SECONDS = 30  # by the clock on the wall; the worker's own processor time ends earlier
_MEGAPIXELS = media_types.PIXELS // 1_000_000
_WORKER = Path(__file__).with_name("picture_worker.py")  # never imported: it loads Pillow
_REASONS = {reason.code: reason for reason in PictureError}


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture drawn anew: upright, eight bits, its pixels and nothing besides."""

    data: bytes
    media_type: str
    width: int
    height: int


def redrawn(data: bytes) -> Picture:
    """The picture in `data` without position, camera, comment or thumbnail.

    Raises MoeliError with a `PictureError` code, or `blob_too_large`; whatever the bytes are, it
    answers within 30 seconds and this process is not harmed.
    """
    if len(data) > LARGEST:
        raise MoeliError(BlobError.TOO_LARGE, megabytes=LARGEST // (1024 * 1024))
    _require_type(data[: media_types.HEAD_BYTES])
    about, drawn = _answer(_work(data))
    if about.get("said") != "ok":
        reason = _REASONS.get(str(about.get("said")), PictureError.TOO_HARD)
        raise MoeliError(reason, megapixels=_MEGAPIXELS)
    return Picture(drawn, about["media_type"], about["width"], about["height"])


def _require_type(head: bytes) -> None:
    found = media_types.by_content(head)
    if found == "image/heic":
        raise MoeliError(PictureError.HEIC)
    if found not in media_types.PICTURES:
        raise MoeliError(PictureError.NOT_A_PICTURE)


def _work(data: bytes) -> bytes:
    """What the worker answered; nothing when it died or was too slow."""
    with _in_memory("picture", data) as source, _in_memory("answer") as target:
        worker = subprocess.Popen(  # noqa: S603 -- this Python, our own file
            [sys.executable, "-I", str(_WORKER)],
            stdin=source,
            stdout=target,
            stderr=subprocess.DEVNULL,
            env={},
            cwd="/",
        )
        try:
            worker.wait(_SECONDS)
        except subprocess.TimeoutExpired:
            return b""
        finally:
            worker.kill()
            worker.wait()
        return _content(target) if worker.returncode == 0 else b""


@contextmanager
def _in_memory(name: str, data: bytes = b"") -> Iterator[int]:
    """A file that lies on no disk: pictures of people are never written there in the clear."""
    descriptor = os.memfd_create(name)
    try:
        with os.fdopen(os.dup(descriptor), "wb") as file:
            file.write(data)
        os.lseek(descriptor, 0, os.SEEK_SET)
        yield descriptor
    finally:
        os.close(descriptor)


def _content(descriptor: int) -> bytes:
    with os.fdopen(os.dup(descriptor), "rb") as file:
        file.seek(0)
        return file.read()


def _answer(answer: bytes) -> tuple[dict[str, Any], bytes]:
    line, _end, drawn = answer.partition(b"\n")
    try:
        about: dict[str, Any] = json.loads(line)
    except ValueError:
        return {}, b""
    return about, drawn
