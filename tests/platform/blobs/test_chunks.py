"""The stored form: every byte that is changed, moved, cut off or added is found."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moeli.platform.blobs import chunks
from moeli.platform.blobs.chunks import PieceError, padded
from tests.trying import examples

KEY = bytes(range(32))
SMALL = 64  # a piece of the tests, so that short texts have many pieces


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunks, "PIECE", SMALL)
    monkeypatch.setattr(chunks, "SMALLEST", 8)


def stored(text: bytes, key: bytes = KEY) -> bytes:
    return b"".join(chunks.encrypt(key, BytesIO(text).read))


def opened(form: bytes, size: int, key: bytes = KEY) -> bytes:
    return b"".join(chunks.decrypt(key, BytesIO(form).read, size))


@given(st.binary(min_size=1, max_size=1500))
def test_what_goes_in_comes_out(text: bytes) -> None:
    assert opened(stored(text), len(text)) == text


@given(st.binary(min_size=1, max_size=400), st.lists(st.integers(1, 50), min_size=1))
def test_a_stream_that_gives_little_at_a_time_is_stored_the_same(
    text: bytes, portions: list[int]
) -> None:
    source, turns = BytesIO(text), iter(portions * 400)
    slow = b"".join(chunks.encrypt(KEY, lambda size: source.read(min(size, next(turns)))))
    assert slow == stored(text)


@given(st.binary(min_size=1, max_size=500), st.data())
def test_any_changed_bit_is_found(text: bytes, data: st.DataObject) -> None:
    form = bytearray(stored(text))
    at = data.draw(st.integers(0, len(form) - 1))
    form[at] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(PieceError):
        opened(bytes(form), len(text))


@given(st.binary(min_size=1, max_size=500), st.data())
def test_anything_cut_off_or_added_is_found(text: bytes, data: st.DataObject) -> None:
    form = stored(text)
    shorter = form[: data.draw(st.integers(0, len(form) - 1))]
    with pytest.raises(PieceError):
        opened(shorter, len(text))
    with pytest.raises(PieceError):
        opened(form + data.draw(st.binary(min_size=1, max_size=200)), len(text))


def test_pieces_that_change_places_are_found() -> None:
    text = bytes(SMALL) + bytes([1] * SMALL) + bytes([2] * SMALL)
    form, piece, start = stored(text), SMALL + 16, len(chunks.MAGIC)
    first, second = form[start : start + piece], form[start + piece : start + 2 * piece]
    with pytest.raises(PieceError):
        opened(form[:start] + second + first + form[start + 2 * piece :], len(text))


def test_a_text_that_ends_with_a_whole_piece_cannot_lose_it() -> None:
    text = bytes(3 * SMALL)
    with pytest.raises(PieceError):
        opened(stored(text)[: len(chunks.MAGIC) + 2 * (SMALL + 16)], 2 * SMALL)


def test_the_key_of_another_file_opens_nothing() -> None:
    with pytest.raises(PieceError):
        opened(stored(b"text"), 4, bytes(32))


def test_a_text_that_claims_to_be_longer_than_it_is_is_found() -> None:
    with pytest.raises(PieceError):
        opened(stored(bytes(8)), 10_000)


@given(st.binary(max_size=300))
def test_bytes_that_are_no_stored_file_are_refused(form: bytes) -> None:
    with pytest.raises(PieceError):
        opened(form, 1)


@settings(max_examples=examples(500))
@given(st.integers(1, 2**40))
def test_filling_up_costs_an_eighth_at_most_and_leaves_few_lengths(size: int) -> None:
    full = padded(size)
    assert size <= full <= max(chunks.SMALLEST, size + size // 8 + 1)
    assert padded(full) == full


def test_two_texts_of_like_length_have_one_length_in_store(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(chunks, "SMALLEST", 4096)
    assert {len(stored(bytes(size))) for size in range(1, 4096, 97)} == {len(stored(b"x"))}
