"""How far each character of a zone whose digits agree is to be believed, of what readers saw."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np

from moeli.reading import proof
from moeli.reading.strips import ALPHABET, Picture
from moeli.standards.icao9303 import codes
from moeli.standards.icao9303.layouts import LAYOUTS, within

TRUST = 0.65  # the weight of each reader: they read the same picture
# What must be believed of a character that a digit proves, and of one that none does after one
# look at it, two, three. tools/train_mrz_reader/calibration.py tells how many harsh lines that
# keeps, and how many wrong.
PROVED, UNPROVED = 0.995, (0.9995, 0.995, 0.97)
_WEAK = 0.7  # below this share of either reader a character is weak
_HARDLY = 0.3  # below this share of both no digit proves anything
_FILLER, _K = ALPHABET.index("<"), ALPHABET.index("K")
_FLOOR = 1e-4  # no reader may rule a character out


class Look(NamedTuple):
    """What the reader and the witness say of the joined lines, how many these are.

    Both are places × classes; each row holds how likely every class is.
    """

    chances: Picture
    witness: Picture
    lines: int

    @classmethod
    def at(cls, chances: Sequence[Picture], witness: Sequence[Picture]) -> "Look":
        """Of what each says line by line."""
        return cls(np.vstack(chances), np.vstack(witness), len(chances))

    @classmethod
    def mean(cls, looks: Sequence["Look"]) -> "Look":
        """Looks at the same lines as one: what sampling spoilt in one weighs less."""
        chances = sum(each.chances for each in looks) / len(looks)
        witness = sum(each.witness for each in looks) / len(looks)
        return cls(np.asarray(chances), np.asarray(witness), looks[0].lines)


class Belief(NamedTuple):
    """For each place how far its character is to be believed, 0 to 1; whether a digit proves it."""

    value: Picture
    proved: Picture


def believed(layout: str, zone: Picture, looks: Sequence[Look], trust: float = TRUST) -> Belief:
    """How far each character (its class) of a `zone` whose digits agree is to be believed.

    What a digit proves in the first look is proved; of what none proves, all looks decide together.
    """
    first = _believed(layout, zone, looks[0], trust)
    if len(looks) == 1:
        return first
    every = _believed(layout, zone, Look.mean(looks), trust)
    proofs = np.maximum(first.value * first.proved, every.value * every.proved)
    proved = first.proved | every.proved
    return Belief(np.where(proved, proofs, every.value), proved)


def doubted(belief: Belief, looks: int) -> Picture:
    """Which characters are believed too little after so many looks, three at most."""
    return np.asarray(belief.value < np.where(belief.proved, PROVED, UNPROVED[looks - 1]))


def _believed(layout: str, zone: Picture, look: Look, trust: float) -> Belief:
    """Of one look.

    Where a digit proves a place, it may outweigh a reader that differs; else both must be at one,
    and neither weak. A name is taken at its face: where a digit covers it at all, it covers every
    letter at once. Nothing proves what hardly anybody saw.
    """
    chances, witness, every = look.chances, look.witness, np.arange(len(zone))
    allowed = mask(layout)
    first, second = shares(chances * allowed)[every, zone], shares(witness * allowed)[every, zone]
    weak = np.minimum(first, second) < _WEAK
    sums = proof.asked(layout, zone, weak)
    proved = sums.any(axis=0) & ~_in_name(layout)
    joined = shares(together(chances, witness, trust) * allowed)
    value = np.where(proved, proof.believed(zone, joined, sums), joined[every, zone])
    differ = (chances * allowed).argmax(axis=1) != (witness * allowed).argmax(axis=1)
    seen = shares((chances + witness) * allowed)[every, zone]
    odd = _unknown_states(layout, zone) | _lone_k(zone) | (seen < _HARDLY)
    return Belief(np.where(odd | ((weak | differ) & ~proved), 0.0, value), proved)


def together(chances: Picture, witness: Picture, trust: float = TRUST) -> Picture:
    """What two readers that learnt apart say as one: where both are sure, surer than either."""
    return np.asarray(np.exp(trust * (np.log(chances + _FLOOR) + np.log(witness + _FLOOR))))


def shares(values: Picture) -> Picture:
    """Each row so that its sum is 1."""
    return np.asarray(values / np.maximum(values.sum(axis=1, keepdims=True), 1e-12))


def name_positions(layout: str) -> frozenset[int]:
    """The places of the name in the joined zone: no check digit covers them."""
    fields = LAYOUTS[layout].fields
    names = [fields[name] for name in ("name", "primary", "secondary") if name in fields]
    return frozenset(at for place in names for at in range(place.start, place.stop))


@cache
def mask(name: str) -> Picture:
    """1 where a character may stand at a place of the layout, else 0."""
    layout = LAYOUTS[name]
    allowed = [layout.alphabet("")] * (layout.lines * layout.width)
    for field, place in layout.fields.items():
        allowed[place] = [layout.alphabet(field)] * (place.stop - place.start)
    for check in layout.checks:
        allowed[check.at] = layout.alphabet("digit")
    found = np.array([[within(each, letter) for letter in ALPHABET] for each in allowed], float)
    if "sex" in layout.fields:
        found[layout.fields["sex"]] = [letter in "MF<X" for letter in ALPHABET]
    return found


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


@cache
def _in_name(layout: str) -> Picture:
    places = np.arange(LAYOUTS[layout].lines * LAYOUTS[layout].width)
    return np.isin(places, list(name_positions(layout)))
