"""The bytes on the wire: what is written is read back, and nothing else is ever taken for it."""

import io
from datetime import UTC, datetime
from uuid import UUID

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from moeli.network.wire import frames, payload, statement
from moeli.network.wire.frames import MAGIC, Frame
from moeli.network.wire.parts import (
    WireError,
    from_moment,
    from_number,
    from_text,
    joined,
    moment,
    number,
    split,
)
from moeli.network.wire.payload import LARGEST, Heard, Payload
from moeli.network.wire.statement import Kind, Statement
from moeli.platform.journal import chain
from moeli.platform.journal.carried import Carried
from moeli.platform.journal.chain import Envelope

NODE = UUID("0193a5d0-0000-7000-8000-000000000001")
NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)

moments = st.datetimes(datetime(1900, 1, 1), datetime(2999, 1, 1), timezones=st.just(UTC))
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
uuids = st.uuids()


@st.composite
def chains(draw: st.DrawFn) -> tuple[Carried, ...]:
    made: list[Carried] = []
    for sequence in range(1, draw(st.integers(0, 4)) + 1):
        sealed = draw(st.binary(max_size=40))
        about = [draw(texts) for _ in range(4)]
        told = Envelope(
            NODE,
            3,
            sequence,
            draw(uuids),
            *about,
            draw(moments),
            draw(moments),
            chain.body_digest(sealed),
        )  # fmt: skip -- one row of a chain
        linked = made and draw(st.booleans())
        previous = made[-1].digest if linked else draw(st.binary(min_size=1, max_size=32))
        digest = chain.entry_digest(previous, told)
        made.append(Carried(told, previous, digest, draw(texts), sealed))
    return tuple(made)


@given(st.lists(st.binary(max_size=20)))
def test_a_row_of_parts_is_read_back(parts: list[bytes]) -> None:
    assert split(joined(*parts)) == parts


@given(moments)
def test_a_moment_is_read_back_to_the_microsecond(at: datetime) -> None:
    assert from_moment(moment(at)) == at


@given(chains(), st.dictionaries(st.integers(1, 9), st.integers(0, 2**40)), moments, uuids)
def test_a_payload_is_read_back(
    entries: tuple[Carried, ...], acknowledged: dict[int, int], at: datetime, erased: UUID
) -> None:
    whole = Payload(
        sent_at=at,
        entries=entries,
        keys=b"sealed",
        erased=frozenset({erased}),
        anchors=("an anchor",),
        acknowledged=acknowledged,
        heard=Heard(at, NOW),
        document=b"a version",
    )
    assert payload.from_bytes(whole.to_bytes(), NODE, 3) == whole
    assert all(each.holds for each in entries)


@given(st.sampled_from(Kind), uuids, uuids, st.integers(1, 2**31 - 1), st.integers(0, 2**62))
def test_a_statement_is_read_back(kind: Kind, node: UUID, to: UUID, epoch: int, last: int) -> None:
    told = Statement(kind, node, epoch, to, 1, last, bytes(32))
    assert statement.from_bytes(told.to_bytes()) == told


@given(st.binary(max_size=200))
def test_any_bytes_are_a_payload_or_refused(noise: bytes) -> None:
    for content in (
        noise,
        zstandard.compress(noise),
        zstandard.compress(joined(noise, b"", b"", b"")),
    ):
        with pytest.raises(WireError):
            payload.from_bytes(content, NODE, 1)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_statement_or_refused(noise: bytes) -> None:
    with pytest.raises(WireError):
        statement.from_bytes(noise)


@given(st.binary(max_size=200))
def test_any_bytes_after_the_magic_line_are_frames_or_refused(noise: bytes) -> None:
    try:
        assert all(isinstance(each, Frame) for each in frames.read(io.BytesIO(MAGIC + noise)))
    except WireError:
        return


@given(st.lists(st.tuples(st.binary(max_size=50), st.binary(max_size=64), st.binary(max_size=99))))
def test_a_file_of_frames_is_read_back(rows: list[tuple[bytes, bytes, bytes]]) -> None:
    written = [Frame(*row) for row in rows]
    file = io.BytesIO(MAGIC + b"".join(each.to_bytes() for each in written))
    assert list(frames.read(file)) == written


def test_a_small_file_that_unfolds_without_end_is_stopped_at_the_cap() -> None:
    bomb = zstandard.compress(bytes(50_000_000), 19)
    assert len(bomb) < 10_000
    with pytest.raises(WireError, match="too large"):
        payload.from_bytes(bomb, NODE, 1)


def test_a_window_larger_than_the_cap_is_refused() -> None:
    parameters = zstandard.ZstdCompressionParameters.from_level(3, window_log=27)
    wide = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
    with pytest.raises(WireError):
        payload.from_bytes(wide.compress(bytes(LARGEST)) + wide.flush(), NODE, 1)


def test_a_length_that_promises_more_than_any_frame_reads_nothing() -> None:
    class Greedy(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            assert size is not None
            assert size <= 66_000_000
            return super().read(size)

    with pytest.raises(WireError):
        list(frames.read(Greedy(MAGIC + b"\xff\xff\xff\xff" + bytes(100))))


@pytest.mark.parametrize("part", [b"", bytes(7), bytes(9), b"\xff" * 8])
def test_a_number_no_node_counts_to_is_refused(part: bytes) -> None:
    with pytest.raises(WireError):
        from_number(part)
    assert from_number(number(7)) == 7


@pytest.mark.parametrize("part", [b"\xff", b"a\0b", b"x" * 13])
def test_a_text_no_node_writes_is_refused(part: bytes) -> None:
    with pytest.raises(WireError):
        from_text(part, 12)


def test_a_moment_outside_the_calendar_is_refused() -> None:
    with pytest.raises(WireError):
        from_moment(b"\x7f" * 8)
