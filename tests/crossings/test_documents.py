"""By what a document is found again."""

from hypothesis import given
from hypothesis import strategies as st

from moeli.crossings.documents import document_hash

NUMBERS = st.text(alphabet="ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", min_size=1, max_size=12)


@given(NUMBERS, st.lists(st.integers(0, 11), max_size=4))
def test_separators_and_case_do_not_matter(number: str, cuts: list[int]) -> None:
    copied = number.lower()
    for cut in cuts:
        copied = copied[:cut] + " -<"[cut % 3] + copied[cut:]
    assert document_hash("LSO", number) == document_hash("LSO", copied)


@given(NUMBERS, NUMBERS)
def test_two_numbers_have_two_hashes(one: str, other: str) -> None:
    assert (document_hash("LSO", one) == document_hash("LSO", other)) == (one == other)


def test_the_same_number_of_two_states_is_two_documents() -> None:
    assert document_hash("LSO", "RA123456") != document_hash("ZAF", "RA123456")


def test_state_and_number_cannot_be_shifted_into_each_other() -> None:
    assert document_hash("D", "E123") != document_hash("DE", "123")


def test_the_hash_tells_nothing_of_the_number() -> None:
    assert b"RA123456" not in document_hash("LSO", "RA123456")
    assert len(document_hash("LSO", "RA123456")) == 16
