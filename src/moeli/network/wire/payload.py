"""The content of a batch, compressed: entries, sealed keys, anchors, and what the sender heard.

Two caps hold against a small file that unfolds without end: on what is unfolded, and on the
window that zstd may ask for.
"""

import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

import zstandard

from moeli.network.wire.entries import from_row, to_row
from moeli.network.wire.parts import (
    LARGEST_EPOCH,
    LARGEST_SEQUENCE,
    WireError,
    joined,
    split,
)
from moeli.platform.journal.carried import Carried

LARGEST = 4_000_000  # unfolded; a batch is cut at 256 kB, and one entry may be larger
LARGEST_PUBLICATION = 65_000_000
_WINDOW = 8_388_608
_LEVEL = 6


@dataclass(frozen=True, slots=True)
class Heard:
    """A message of the recipient: its time by the recipient's clock, heard at ours."""

    sent_at: datetime
    heard_at: datetime


@dataclass(frozen=True, slots=True)
class Payload:
    """What a batch holds.

    `keys` are the data keys of the bodies, sealed to the recipient; `erased` the ids of those
    that no longer exist. `acknowledged` tells per epoch up to which entry the sender durably has
    the recipient's chain. `document` is the content of a publication.
    """

    sent_at: datetime
    entries: tuple[Carried, ...] = ()
    keys: bytes = b""
    erased: frozenset[UUID] = frozenset()
    anchors: tuple[str, ...] = ()
    acknowledged: Mapping[int, int] = field(default_factory=dict)
    heard: Heard | None = None
    document: bytes = b""

    def to_bytes(self) -> bytes:
        """The payload, compressed."""
        about = {
            "sent_at": self.sent_at.isoformat(),
            "erased": sorted(map(str, self.erased)),
            "anchors": self.anchors,
            "acknowledged": sorted(self.acknowledged.items()),
            "heard": [self.heard.sent_at.isoformat(), self.heard.heard_at.isoformat()]
            if self.heard
            else None,
        }
        rows = joined(*_rows(self.entries))
        whole = joined(json.dumps(about).encode(), self.keys, rows, self.document)
        return zstandard.ZstdCompressor(level=_LEVEL).compress(whole)


def from_bytes(compressed: bytes, node: UUID, epoch: int, largest: int = LARGEST) -> Payload:
    """The payload of a batch that `node` sent in `epoch`, `largest` unfolded. Raises WireError."""
    try:
        about, keys, rows, document = split(_unfolded(compressed, largest))
        return _payload(json.loads(about), keys, _entries(rows, node, epoch), document)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise WireError("the content of a batch is damaged") from error


def _payload(
    about: Mapping[str, object], keys: bytes, entries: tuple[Carried, ...], document: bytes
) -> Payload:
    return Payload(
        sent_at=_moment(about["sent_at"]),
        entries=entries,
        keys=keys,
        erased=frozenset(UUID(str(each)) for each in _list(about["erased"])),
        anchors=tuple(str(each) for each in _list(about["anchors"])),
        acknowledged=dict(_numbers(each) for each in _list(about["acknowledged"])),
        heard=Heard(*map(_moment, _list(about["heard"]))) if about["heard"] else None,
        document=document,
    )


def _rows(entries: Iterable[Carried]) -> Iterable[bytes]:
    before = b""
    for each in entries:
        yield to_row(each, before)
        before = each.digest


def _entries(rows: bytes, node: UUID, epoch: int) -> tuple[Carried, ...]:
    entries: list[Carried] = []
    for row in split(rows):
        before = entries[-1].digest if entries else b""
        entries.append(from_row(row, node, epoch, before))
    return tuple(entries)


def _unfolded(compressed: bytes, largest: int) -> bytes:
    try:
        reader = zstandard.ZstdDecompressor(max_window_size=_WINDOW).stream_reader(
            io.BytesIO(compressed)
        )
        whole = reader.read(largest + 1)
    except zstandard.ZstdError as error:
        raise WireError("the content of a batch cannot be unfolded") from error
    if len(whole) > largest:
        raise WireError("the content of a batch is too large")
    return whole


def _moment(text: object) -> datetime:
    value = datetime.fromisoformat(str(text))
    if value.tzinfo is None:
        raise ValueError("a moment without a time zone")
    return value


def _numbers(value: object) -> tuple[int, int]:
    epoch, last = (int(str(each)) for each in _list(value))
    if not (0 < epoch <= LARGEST_EPOCH and 0 <= last <= LARGEST_SEQUENCE):
        raise ValueError("no epoch or sequence of a node")
    return epoch, last


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError("not a list")
    return value
