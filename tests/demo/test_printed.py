"""The words of what the house prints are read back as they were given."""

from datetime import UTC, datetime

import pytest

from moeli.demo.printed import words_of
from moeli.platform.ui import paper

MADE = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
TEMPLATE = b"""#let words = json(bytes(sys.inputs.words))
#set document(title: "Drawn")
#set text(font: "Open Sans")
#words.plain
#text(weight: "bold")[#words.bold]"""


@pytest.mark.parametrize(
    "said",
    [
        "You asked to enter Lesotho.",
        "U ka kopa hore ofisiri e 'ngoe e shebe qeto ena hape.",
        "tšeletseng, Tšepo",
        "brackets (one (two)) and a back\\slash",
        "office, fifty, affidavit",
        "Line and 1/2 – 3 ‘quoted’",
    ],
)
def test_what_was_printed_is_read(said: str) -> None:
    printed = paper.pdf(TEMPLATE, {"plain": said, "bold": f"Bold {said}"}, MADE)
    words = words_of(printed)
    once = " ".join(said.split())
    assert words == f"{once} Bold {once}"


def test_each_font_has_its_own_letters() -> None:
    printed = paper.pdf(TEMPLATE, {"plain": "abc", "bold": "cba"}, MADE)
    assert words_of(printed) == "abc cba"


@pytest.mark.parametrize("bytes_", [b"", b"%PDF-1.7", b"1 0 obj\nstream\nx\nendstream endobj"])
def test_what_holds_no_words_gives_none(bytes_: bytes) -> None:
    assert words_of(bytes_) == ""
