"""From likelihoods to lines that can be trusted: letters and digits by position, proof, doubt."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, product

import numpy as np

from moeli.reading.belief import Look, believed, doubted, mask, name_positions, shares
from moeli.reading.strips import ALPHABET, Picture
from moeli.standards import icao9303
from moeli.standards.icao9303.layouts import LAYOUTS, Layout, layout_of

_SURE = 0.90  # below this share of the likelihood a character is doubtful where a digit refutes
_UNSEEN = 0.01  # of all likelihood: what may stand here was hardly seen
_CANDIDATE = 0.004  # below this share a character is no candidate
_MOST_CANDIDATES, _MOST_DOUBTED, _MOST_CHANGED = 4, 6, 2


@dataclass(frozen=True, slots=True)
class Doubt:
    """A character to be asked for: line and column from 1, candidates from the likeliest."""

    line: int
    column: int
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """Lines, what the digits say of them, and what remains doubtful.

    `ok`: the zone is valid and no character is doubtful outside the name's own line.
    `name_witnessed`: both readers read the same name; else it must be checked by eye, since no
    digit covers it.
    """

    layout: str
    lines: tuple[str, ...]
    document: icao9303.Document
    confidence: float
    doubts: tuple[Doubt, ...]
    ok: bool
    name_witnessed: bool


def judge(first: Look, today: date, again: Iterable[Look] = ()) -> Judged | None:
    """The best reading of the lines in a `first` look; None when no layout has such lines.

    As long as its digits agree and it leaves something to ask, another look is taken of `again`,
    and what all say together is judged.
    """
    looks, more = [first], iter(again)
    best = _best(looks, today)
    while best and best.document.valid and best.doubts and (another := next(more, None)):
        looks.append(another)
        settled = _best(looks, today)
        best = settled if settled and settled.document.valid else best
    return best


def _best(looks: Sequence[Look], today: date) -> Judged | None:
    options = [_judged(layout, looks, today) for layout in _layouts(looks[0])]
    return max((each for each in options if each), key=rank, default=None)


def rank(judged: Judged) -> tuple[bool, bool, float]:
    """By what one reading is better than another."""
    return judged.ok, judged.document.valid, judged.confidence


def _number_lines(layout: Layout) -> frozenset[int]:
    """The places of the lines that hold the numbers: all but the name's own line."""
    first, width = (0 if layout.lines == 3 else 1), layout.width
    return frozenset(range(first * width, (first + layout.lines - 1) * width))


def _layouts(look: Look) -> Iterator[Layout]:
    size = (look.lines, len(look.chances) // look.lines)
    return (each for each in LAYOUTS.values() if (each.lines, each.width) == size)


def _judged(layout: Layout, looks: Sequence[Look], today: date) -> Judged | None:
    """None where what is read says itself that it has another layout."""
    look, may_stand = Look.mean(looks), mask(layout.name)
    reader, witness = (look.chances * may_stand), (look.witness * may_stand)
    allowed = (reader + witness) / 2
    seen, allowed = allowed.sum(axis=1), shares(allowed)
    share = np.where(seen < _UNSEEN, 0.0, allowed.max(axis=1))
    order = np.argsort(-allowed, axis=1)
    zone, name = "".join(ALPHABET[at] for at in order[:, 0]), name_positions(layout.name)
    if layout_of(_lines(layout, zone)) is not layout:
        return None
    document = icao9303.read(_lines(layout, zone), today)
    if document.valid:
        belief = believed(layout.name, order[:, 0], looks)
        unsure = doubted(belief, len(looks)) | (seen < _UNSEEN)
        doubtful = {int(at) for at in np.flatnonzero(unsure)}
    else:
        differ = reader.argmax(axis=1) != witness.argmax(axis=1)
        doubtful = {int(at) for at in np.flatnonzero((share < _SURE) | differ)}
        zone = _proved(layout, zone, allowed, order, today) or zone
        document = icao9303.read(_lines(layout, zone), today)
    return Judged(
        layout.name,
        _lines(layout, zone),
        document,
        float(np.exp(np.log(allowed.max(axis=1)).mean())),
        tuple(_doubt(layout, at, allowed[at], order[at]) for at in sorted(doubtful)),
        ok=document.valid and doubtful <= name - _number_lines(layout),
        name_witnessed=name.isdisjoint(doubtful),
    )


def _proved(layout: Layout, zone: str, allowed: Picture, order: Picture, today: date) -> str | None:
    """The one nearest zone that satisfies every digit; None where there is none, or several."""
    places = [int(at) for at in np.argsort(allowed.max(axis=1)) if allowed[at].max() < _SURE]
    for changed in range(1, _MOST_CHANGED + 1):
        found = {
            tried
            for chosen in combinations(places[:_MOST_DOUBTED], changed)
            for tried in _tried(zone, chosen, allowed, order)
            if icao9303.is_valid(_lines(layout, tried), today)
        }
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def _tried(zone: str, places: tuple[int, ...], allowed: Picture, order: Picture) -> Iterator[str]:
    others = [_candidates(allowed[at], order[at])[1:] for at in places]
    return (_with(zone, places, letters) for letters in product(*others))


def _with(zone: str, places: Sequence[int], letters: Sequence[str]) -> str:
    characters = list(zone)
    for at, letter in zip(places, letters, strict=True):
        characters[at] = letter
    return "".join(characters)


def _doubt(layout: Layout, at: int, allowed: Picture, order: Picture) -> Doubt:
    line, column = layout.place(at)
    return Doubt(line, column, _candidates(allowed, order))


def _candidates(allowed: Picture, order: Picture) -> tuple[str, ...]:
    likely = [at for at in order[:_MOST_CANDIDATES] if allowed[at] > _CANDIDATE]
    return tuple(ALPHABET[at] for at in likely)


def _lines(layout: Layout, zone: str) -> tuple[str, ...]:
    return tuple(zone[at : at + layout.width] for at in range(0, len(zone), layout.width))
