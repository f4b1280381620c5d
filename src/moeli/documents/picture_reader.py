"""Pictures are read by other processes, which may die; never by this one.

They are kept from picture to picture, since starting one takes longer than a hundred readings. One
that was too slow, died, or met bytes that it could not decode is ended, and a new one is started.
"""

import atexit
import json
import os
import socket
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from threading import BoundedSemaphore, Lock
from typing import Any

from django.conf import settings

import moeli
from moeli.documents.errors import DocumentError
from moeli.platform.blobs import media_types
from moeli.platform.blobs.errors import PictureError
from moeli.platform.errors import ErrorCode, MoeliError

_SOURCE = Path(moeli.__file__).resolve().parents[1]
_STARTING = 60.0  # seconds for a new process on a busy machine
_MESSAGE = 256 * 1024
_PICTURES = 500  # then a new process takes over
_REASONS: Mapping[str, ErrorCode] = {reason.code: reason for reason in PictureError}
_HURT = frozenset({PictureError.DAMAGED.code, PictureError.TOO_HARD.code})
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")

Answer = tuple[dict[str, Any], list[bytes]]


@dataclass(slots=True)
class _Worker:
    """One process and the channel to it."""

    process: subprocess.Popen[bytes]
    channel: socket.socket
    pictures: int = 0

    def ask(self, asked: Mapping[str, Any], data: bytes, seconds: float) -> Answer | None:
        """Its answer; None where it died or was too slow."""
        self.channel.settimeout(seconds if self.pictures else seconds + _STARTING)
        self.pictures += 1
        source, target = os.memfd_create("picture"), os.memfd_create("answer")
        try:
            _write(source, data)
            socket.send_fds(self.channel, [json.dumps(asked).encode()], [source, target])
            about = json.loads(self.channel.recv(_MESSAGE))
            return about, _parts(target, about["parts"])
        except (OSError, ValueError):
            return None
        finally:
            os.close(source)
            os.close(target)

    def end(self) -> None:
        """Ended for certain when this returns."""
        self.channel.close()
        self.process.kill()
        self.process.wait()


@dataclass(slots=True)
class Readers:
    """As many processes as `most`, started when they are needed."""

    most: int
    _idle: list[_Worker] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)
    _places: BoundedSemaphore = field(init=False)

    def __post_init__(self) -> None:
        self._places = BoundedSemaphore(self.most)

    def ask(self, asked: Mapping[str, Any], data: bytes, *, seconds: float, wait: float) -> Answer:
        """What a process says of the picture `data`, in `seconds` at most.

        Raises MoeliError: `reader_busy` after `wait` seconds in which all were at work, or with
        a `PictureError` code.
        """
        if not self._places.acquire(timeout=wait):
            raise MoeliError(DocumentError.BUSY)
        try:
            return self._asked(asked, data, seconds)
        finally:
            self._places.release()

    def prepare(self) -> None:
        """Start one, if none is there, without waiting for it: somebody is about to ask."""
        with self._lock:
            if not any(worker.process.poll() is None for worker in self._idle):
                self._idle.append(_started())

    def end(self) -> None:
        """End those that are idle."""
        with self._lock:
            idle, self._idle = self._idle, []
        for worker in idle:
            worker.end()

    def _asked(self, asked: Mapping[str, Any], data: bytes, seconds: float) -> Answer:
        worker = self._living()
        answer = None
        try:
            answer = worker.ask(asked, data, seconds)
        finally:
            if answer is None or answer[0]["said"] in _HURT or worker.pictures >= _PICTURES:
                worker.end()
            else:
                with self._lock:
                    self._idle.append(worker)
        return _taken(answer)

    def _living(self) -> _Worker:
        while True:
            with self._lock:
                worker = self._idle.pop() if self._idle else None
            if worker is None:
                return _started()
            if worker.process.poll() is None:
                return worker
            worker.end()


@cache
def readers() -> Readers:
    """Those of this process."""
    made = Readers(settings.MOELI_READERS)
    atexit.register(made.end)
    return made


def require_picture(head: bytes, allowed: tuple[str, ...]) -> None:
    """Raises MoeliError for bytes that do not begin as a picture of an allowed type."""
    found = media_types.by_content(head)
    if found == "image/heic":
        raise MoeliError(PictureError.HEIC)
    if found not in allowed:
        raise MoeliError(PictureError.NOT_A_PICTURE)


def _started() -> _Worker:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "moeli.documents.picture_reader_worker"],
            stdin=theirs.fileno(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={"PYTHONPATH": str(_SOURCE), **dict.fromkeys(_ONE_THREAD, "1")},
            cwd="/",
        )
    return _Worker(process, ours)


def _taken(answer: Answer | None) -> Answer:
    if answer is None:
        raise MoeliError(PictureError.TOO_HARD)
    said = str(answer[0]["said"])
    if said != "ok":
        reason = _REASONS.get(said, PictureError.TOO_HARD)
        raise MoeliError(reason, megapixels=media_types.PIXELS // 1_000_000)
    return answer


def _write(descriptor: int, data: bytes) -> None:
    with os.fdopen(os.dup(descriptor), "wb") as file:
        file.write(data)
    os.lseek(descriptor, 0, os.SEEK_SET)


def _parts(descriptor: int, lengths: list[int]) -> list[bytes]:
    with os.fdopen(os.dup(descriptor), "rb") as file:
        file.seek(0)
        whole = file.read()
    parts = []
    for length in lengths:
        parts.append(whole[:length])
        whole = whole[length:]
    return parts
