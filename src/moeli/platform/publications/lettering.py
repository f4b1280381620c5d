"""Letters that deceive the eye or a machine, found in any published text. Pure.

A name written with a Cyrillic "а" looks right and matches nothing; a right-to-left mark shows a
number turned round; a name of a million letters stops a screen. Such a text is never published.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from django.utils.translation import gettext_lazy as _

from moeli.platform.room import PublicationProblem

LONGEST_LINE = 2_000
_NOT_TEXT = PublicationProblem("not_text", _("The file is not text in UTF-8."))
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_HIDDEN = {"Cc", "Cf", "Co", "Cn", "Mn", "Me", "Zl", "Zp"}  # "é" as one letter is none of them
_BLANK_BRAILLE = "\u2800"  # a symbol by its category, and nothing to see
_SENTENCES = {
    "long_line": _("A line is longer than any name or rule can be."),
    "direction_mark": _("A hidden mark turns the direction of reading round."),
    "hidden_letter": _("There is a character that nobody can see."),
    "foreign_letter": _(
        "There is a letter or digit of another script that looks like one of ours."
    ),
    "loose_accent": _("A letter and its accent are two characters: search would miss the name."),
}


def problems(content: bytes) -> Iterator[PublicationProblem]:
    """What is wrong with the letters of `content`; `where` is the number of the line."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        yield _NOT_TEXT
        return
    for number, line in enumerate(re.split("\r\n|\n|\r", text), start=1):
        for code in _codes(line):
            yield PublicationProblem(code, _SENTENCES[code], str(number))


def _codes(line: str) -> Iterator[str]:
    if len(line) > LONGEST_LINE:
        yield "long_line"
    if _BIDI.search(line):
        yield "direction_mark"
    if any(_is_hidden(letter) for letter in set(line)):
        yield "hidden_letter"
    if line.isascii():
        return
    if not unicodedata.is_normalized("NFC", line):
        yield "loose_accent"
    if any(_is_foreign(letter) for letter in set(line)):
        yield "foreign_letter"


@cache
def _is_hidden(character: str) -> bool:
    """A control, a mark without width or a sign without meaning; a tab is none."""
    if character in {"\t", _BLANK_BRAILLE}:
        return character == _BLANK_BRAILLE
    return unicodedata.category(character) in _HIDDEN


@cache
def _is_foreign(character: str) -> bool:
    """Any letter that is not plain Latin, and any digit that is not 0 to 9."""
    category = unicodedata.category(character)
    if category[0] == "N":
        return not character.isascii()
    return category[0] == "L" and not unicodedata.name(character, "").startswith("LATIN ")
