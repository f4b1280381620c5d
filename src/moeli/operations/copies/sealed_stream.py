"""A stream that is compressed (zstd) and encrypted (age) on its way to a file, and back."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from threading import Thread
from typing import BinaryIO, cast

import pyrage
import zstandard
from pyrage import x25519

_LEVEL = 3


class StreamError(Exception):
    """The stream broke; `str()` says why, in one clause."""


@contextmanager
def sealing(target: BinaryIO, recipients: Sequence[x25519.Recipient]) -> Iterator[BinaryIO]:
    """What is written to the yielded stream goes compressed and encrypted to `target`.

    Raises StreamError when `target` takes no more.
    """
    read_end, write_end = os.pipe()
    with os.fdopen(read_end, "rb") as source:
        work = _Work(lambda: pyrage.encrypt_io(source, target, recipients), source.close)
        with work, os.fdopen(write_end, "wb") as pipe:
            packed = zstandard.ZstdCompressor(level=_LEVEL, write_checksum=True)
            with packed.stream_writer(pipe, closefd=False) as stream:
                yield cast("BinaryIO", stream)


@contextmanager
def opening(source: BinaryIO, identity: x25519.Identity) -> Iterator[BinaryIO]:
    """The plain stream of what `sealing` wrote; what is read is genuine once the block has ended.

    Raises StreamError for a wrong key, and for a file that was cut or changed.
    """
    read_end, write_end = os.pipe()
    with os.fdopen(write_end, "wb") as target:
        work = _Work(lambda: _decrypted(source, target, identity), target.close)
        with work, os.fdopen(read_end, "rb") as pipe:
            unpacked = zstandard.ZstdDecompressor().stream_reader(pipe, closefd=False)
            yield cast("BinaryIO", unpacked)
            while unpacked.read(1 << 16):
                pass  # to the last byte: the end is proved there


def _decrypted(source: BinaryIO, target: BinaryIO, identity: x25519.Identity) -> None:
    pyrage.decrypt_io(source, target, [identity])
    target.flush()


class _Work:
    """The other end of the pipe, in a thread; its failure explains ours, so it is raised first."""

    def __init__(self, does: Callable[[], object], close: Callable[[], object]) -> None:
        self._does, self._close = does, close
        self._failure: Exception | None = None
        self._thread = Thread(target=self._run, daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        self._thread.join()
        if self._failure and "Broken pipe" not in str(self._failure):
            raise StreamError(_clause(self._failure)) from error

    def _run(self) -> None:
        try:
            self._does()
        except Exception as error:  # noqa: BLE001 -- carried to the thread that waits, whatever it is
            self._failure = error
        finally:
            with suppress(OSError):
                self._close()  # so that the other end does not wait for ever


def _clause(error: Exception) -> str:
    text = str(error)
    if "No matching keys" in text:
        return "this key does not open it"
    if "fill whole buffer" in text or "decryption error" in text:
        return "it was cut off or changed"
    return text.rstrip(".")
