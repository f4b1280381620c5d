"""Numbers under keys: what was put there is found there, and what was taken is gone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moeli.screening.postings import MOST, Postings

KEY_BITS = 48
keys = st.integers(0, (1 << KEY_BITS) - 1)
few_keys = st.sampled_from([0, 1, -1, 4096, 1 << 47, (1 << 47) + 4096])
numbers = st.integers(0, 5) | st.just(MOST - 1)
steps = st.lists(st.tuples(st.booleans(), keys | few_keys, numbers), max_size=40)


@given(steps)
def test_they_are_what_a_plain_table_would_hold(taken: list[tuple[bool, int, int]]) -> None:
    postings, plain = Postings(), dict[int, set[int]]()
    for put, key, number in taken:
        under = plain.setdefault(key % (1 << KEY_BITS), set())
        if not put:
            postings.discard(key, number)
            under.discard(number)
        elif number not in under:
            postings.add(key, number)
            under.add(number)
    for key, under in plain.items():
        assert list(postings.under(key)) == sorted(under)


def test_of_a_hash_below_nought_or_beyond_48_bits_the_lower_bits_count() -> None:
    postings = Postings()
    postings.add(-5, 1)
    assert list(postings.under(-5)) == list(postings.under(-5 + (1 << KEY_BITS))) == [1]
    assert list(postings.under(-6)) == []


def test_what_was_never_put_there_is_not_taken() -> None:
    postings = Postings()
    postings.add(7, 1)
    postings.discard(7, 2)
    postings.discard(7 + 4096, 1)
    assert list(postings.under(7)) == [1]


@pytest.mark.parametrize("number", [-1, MOST])
def test_a_number_that_would_spill_into_the_key_is_refused(number: int) -> None:
    with pytest.raises(OverflowError):
        Postings().add(7, number)


def test_each_takes_eight_bytes_and_a_little_room() -> None:
    postings = Postings()
    empty = postings.size
    for number in range(200_000):
        postings.add(hash(str(number)), number)
    assert postings.size - empty < 200_000 * 12
