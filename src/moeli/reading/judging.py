"""From likelihoods to lines that can be trusted: letters and digits by position, proof, doubt."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import combinations, product

import numpy as np

from moeli.reading import proof
from moeli.reading.strips import ALPHABET, Picture
from moeli.standards import icao9303
from moeli.standards.icao9303 import codes
from moeli.standards.icao9303.layouts import LAYOUTS, Layout, within

_SURE = 0.90  # below this share of the likelihood a character is doubtful where a digit refutes
_UNSEEN = 0.01  # of all likelihood: what may stand here was hardly seen
_CANDIDATE = 0.004  # below this share a character is no candidate
_WEAK = 0.7  # below this share of either reader a character is weak
_HARDLY = 0.3  # below this share of both no digit proves anything
_MOST_CANDIDATES, _MOST_DOUBTED, _MOST_CHANGED = 4, 6, 2
# The weight of each reader, and what must then be believed of a character:
# tools/train_mrz_reader/calibration.py tells how many harsh lines that keeps, and how many wrong.
_TRUST, _BELIEVED = 0.7, 0.993
_FILLER, _K = ALPHABET.index("<"), ALPHABET.index("K")
_FLOOR = 1e-4  # no reader may rule a character out


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


def judge(chances: Sequence[Picture], witness: Sequence[Picture], today: date) -> Judged | None:
    """The best reading of the lines, of which two readers say `chances` and `witness`.

    Each holds, for every line, characters × classes. None when no layout has such lines.
    """
    both = np.vstack(chances), np.vstack(witness)
    options = [_judged(layout, *both, today) for layout in _layouts(chances)]
    return max(options, key=rank, default=None)


def rank(judged: Judged) -> tuple[bool, bool, float]:
    """By what one reading is better than another."""
    return judged.ok, judged.document.valid, judged.confidence


def name_positions(layout: str) -> frozenset[int]:
    """The places of the name in the joined zone: no check digit covers them."""
    fields = LAYOUTS[layout].fields
    names = [fields[name] for name in ("name", "primary", "secondary") if name in fields]
    return frozenset(at for place in names for at in range(place.start, place.stop))


def _number_lines(layout: Layout) -> frozenset[int]:
    """The places of the lines that hold the numbers: all but the name's own line."""
    first, width = (0 if layout.lines == 3 else 1), layout.width
    return frozenset(range(first * width, (first + layout.lines - 1) * width))


def _layouts(chances: Sequence[Picture]) -> Iterator[Layout]:
    size = (len(chances), len(chances[0]))
    return (each for each in LAYOUTS.values() if (each.lines, each.width) == size)


def _judged(layout: Layout, chances: Picture, witness: Picture, today: date) -> Judged:
    mask = _mask(layout.name)
    differ = (chances * mask).argmax(axis=1) != (witness * mask).argmax(axis=1)
    allowed = (chances + witness) / 2 * mask
    seen, allowed = allowed.sum(axis=1), _shares(allowed)
    share = np.where(seen < _UNSEEN, 0.0, allowed.max(axis=1))
    order = np.argsort(-allowed, axis=1)
    zone = "".join(ALPHABET[at] for at in order[:, 0])
    document = icao9303.read(_lines(layout, zone), today)
    if document.format != layout.name:
        return Judged(layout.name, _lines(layout, zone), document, 0.0, (), False, False)
    name = name_positions(layout.name)
    if document.valid:
        beliefs = believed(layout.name, order[:, 0], chances, witness)
        doubtful = {int(at) for at in np.flatnonzero((beliefs < _BELIEVED) | (seen < _UNSEEN))}
    else:
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


def believed(
    layout: str, zone: Picture, chances: Picture, witness: Picture, trust: float = _TRUST
) -> Picture:
    """How far each character (its class) of a `zone` whose digits agree is to be believed, 0 to 1.

    Where a digit proves a place, it may outweigh a reader that differs; else both must be at one,
    and neither weak. A name is taken at its face: where a digit covers it at all, it covers every
    letter at once. Nothing proves what hardly anybody saw.
    """
    mask, every = _mask(layout), np.arange(len(zone))
    first, second = _shares(chances * mask)[every, zone], _shares(witness * mask)[every, zone]
    weak = np.minimum(first, second) < _WEAK
    sums = proof.asked(layout, zone, weak)
    proved = sums.any(axis=0) & ~_in_name(layout)
    shares = _shares(together(chances, witness, trust) * mask)
    beliefs = np.where(proved, proof.believed(zone, shares, sums), shares[every, zone])
    differ = (chances * mask).argmax(axis=1) != (witness * mask).argmax(axis=1)
    seen = _shares((chances + witness) * mask)[every, zone]
    odd = _unknown_states(layout, zone) | _lone_k(zone) | (seen < _HARDLY)
    return np.where(odd | ((weak | differ) & ~proved), 0.0, beliefs)


def together(chances: Picture, witness: Picture, trust: float = _TRUST) -> Picture:
    """What two readers that learnt apart say as one: where both are sure, surer than either."""
    return np.asarray(np.exp(trust * (np.log(chances + _FLOOR) + np.log(witness + _FLOOR))))


def _unknown_states(layout: str, zone: Picture) -> Picture:
    """The places of a State's code that no State has: more likely misread than new."""
    unknown = np.zeros(len(zone), bool)
    for name in ("issuing_state", "nationality"):
        if place := LAYOUTS[layout].fields.get(name):
            code = "".join(ALPHABET[at] for at in zone[place]).rstrip("<")
            unknown[place] = codes.state(code) is None
    return unknown


def _lone_k(zone: Picture) -> Picture:
    """The places of a K between fillers: it looks like one, and no sum tells it from one."""
    beside = np.pad(zone, 1, constant_values=_FILLER) == _FILLER
    return np.asarray((zone == _K) & beside[:-2] & beside[2:])


def _shares(values: Picture) -> Picture:
    return np.asarray(values / np.maximum(values.sum(axis=1, keepdims=True), 1e-12))


@cache
def _in_name(layout: str) -> Picture:
    places = np.arange(LAYOUTS[layout].lines * LAYOUTS[layout].width)
    return np.isin(places, list(name_positions(layout)))


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


@cache
def _mask(name: str) -> Picture:
    """1 where a character may stand at a place of the layout, else 0."""
    layout = LAYOUTS[name]
    allowed = [layout.alphabet("")] * (layout.lines * layout.width)
    for field, place in layout.fields.items():
        allowed[place] = [layout.alphabet(field)] * (place.stop - place.start)
    for check in layout.checks:
        allowed[check.at] = layout.alphabet("digit")
    mask = np.array([[within(each, letter) for letter in ALPHABET] for each in allowed], float)
    if "sex" in layout.fields:
        mask[layout.fields["sex"]] = [letter in "MF<X" for letter in ALPHABET]
    return mask
