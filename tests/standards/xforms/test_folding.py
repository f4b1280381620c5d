"""What a basic phone can show."""

from hypothesis import given
from hypothesis import strategies as st

from moeli.standards.xforms.folding import fold, length


def test_the_letters_of_sesotho_are_written_as_people_write_them_without_marks() -> None:
    assert fold("tšepo ea Basotho – “tšoarelo”…") == "ts'epo ea Basotho - \"ts'oarelo\"..."
    assert fold("Ô") == "O"
    assert fold("漢") == "?"


def test_brackets_and_the_euro_take_two_places() -> None:
    assert length("[€]") == 6
    assert length("abc") == 3


@given(st.text())
def test_whatever_is_folded_is_in_the_alphabet_and_stays_as_it_is(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
    once.translate({ord("€"): "E"}).encode("latin-1", "replace")
