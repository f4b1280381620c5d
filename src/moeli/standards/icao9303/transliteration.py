"""National characters to zone letters, and back to the spellings they may come from.

Doc 9303-3, section 6: the tables of Latin, Cyrillic and Arabic letters. The way to the zone is one;
the way back is not: a zone says `AE`, and the page may say Ä, Æ or AE.
"""

import csv
import unicodedata
from collections.abc import Iterator
from importlib.resources import files
from itertools import islice, product

_DIGRAPH = 2
_ASCII = 128
_MOST = 64  # spellings; the first ones change least


def transliterate(name: str) -> str:
    """The name in zone letters A to Z and single spaces.

    Hyphens part names as spaces do; apostrophes, points and whatever else no table names are left
    out (Doc 9303-3, 4.6).
    """
    composed = unicodedata.normalize("NFC", name).upper()
    return " ".join(composed.translate(_LETTERS).split())


def originals(letters: str) -> tuple[str, ...]:
    """The spellings that `letters` (zone letters, spaces) may stand for, itself first.

    Only letter groups are turned back (`AE` → Ä, Æ; `NXX` → Ñ; `SS` → ß …), 64 spellings at most:
    a single letter may always carry a mark that the zone does not show.
    """
    readings = product(*(_BACK.get(group, (group,)) for group in _groups(letters)))
    return tuple(dict.fromkeys("".join(reading) for reading in islice(readings, _MOST)))


def _letters(character: str) -> str:
    if "A" <= character <= "Z":
        return character
    if character in _TO_LETTERS:
        return _TO_LETTERS[character]
    if character.isspace() or character in _PARTING:
        return " "
    plain = unicodedata.normalize("NFD", character)[:1]
    return plain if "A" <= plain <= "Z" else ""


class _Letters(dict[int, str]):
    """What stands for each character, by its number: names are long, and most of it is ASCII."""

    def __missing__(self, character: int) -> str:
        return _letters(chr(character))


def _groups(letters: str) -> Iterator[str]:
    at = 0
    while at < len(letters):
        length = next((n for n in _LENGTHS if letters[at : at + n] in _BACK), 1)
        yield letters[at : at + length]
        at += length


def _table(name: str) -> list[tuple[str, str]]:
    text = files("moeli.standards.icao9303").joinpath("data", name).read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return [(row["character"], row["letters"]) for row in csv.DictReader(lines)]


def _back() -> dict[str, tuple[str, ...]]:
    back: dict[str, tuple[str, ...]] = {}
    for character, letters in _table("transliteration.csv") + _table("variants.csv"):
        if len(letters) >= _DIGRAPH and unicodedata.name(character).startswith("LATIN"):
            back[letters] = (*back.get(letters, (letters,)), character)
    return back


_PARTING = "-\N{HYPHEN}\N{EN DASH}<"
_TO_LETTERS = dict(_table("transliteration.csv"))
_LETTERS = _Letters({number: _letters(chr(number)) for number in range(_ASCII)})
_BACK = _back()
_LENGTHS = sorted({len(letters) for letters in _BACK}, reverse=True)
