"""Pieces of a kept picture to look at: made smaller, straightened, enlarged, by the reader."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from moeli.documents.picture_reader import readers
from moeli.documents.reading import Corners, Reading

_WHOLE, _WHOLE_BYTES = 900, 45_000
_TRAVELLING, _TRAVELLING_BYTES = 1_400, 120_000  # a batch to headquarters holds 256 kB
_ZONE_WIDTH, _LINE_HEIGHT = 1_000, 62
_CHARACTER = (300, 130)
_SECONDS, _WAIT = 20.0, 10.0


@dataclass(frozen=True, slots=True)
class Pieces:
    """JPEGs: the whole picture, its zone if one was found, a piece for each doubtful character."""

    whole: bytes
    zone: bytes
    doubts: tuple[bytes, ...]


def pieces_of(picture: bytes, read: Reading | None) -> Pieces:
    """What a person compares. Raises MoeliError as `Readers.ask`."""
    cuts = [] if read is None else [_piece(read.zone, _zone_size(read))]
    cuts += [_piece(doubt.where, _CHARACTER) for doubt in (read.doubts if read else ())]
    whole, *rest = _cut(picture, _WHOLE, _WHOLE_BYTES, cuts)
    return Pieces(whole, rest[0] if read else b"", tuple(rest[1:]))


def travelling(picture: bytes) -> bytes:
    """The whole picture, small enough for a bad line. Raises MoeliError as `Readers.ask`."""
    return _cut(picture, _TRAVELLING, _TRAVELLING_BYTES, [])[0]


def _cut(picture: bytes, whole: int, most: int, cuts: list[Mapping[str, Any]]) -> list[bytes]:
    asked = {"act": "cut", "whole": whole, "bytes": most, "pieces": cuts}
    return readers().ask(asked, picture, seconds=_SECONDS, wait=_WAIT)[1]


def _piece(where: Corners, size: tuple[int, int]) -> Mapping[str, Any]:
    return {"where": where, "size": size}


def _zone_size(read: Reading) -> tuple[int, int]:
    return _ZONE_WIDTH, _LINE_HEIGHT * len(read.lines)
