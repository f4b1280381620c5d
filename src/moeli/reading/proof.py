"""How far each character is to be believed once the check digits have had their say.

A digit speaks of a sum modulo 10. Of all zones that the readers may have seen, only those count in
which every sum is right; how much of them has another character at a place is the doubt that is
left there. So each digit is counted once, and K, which no sum tells from <, is as doubtful as
before.
"""

from functools import cache

import numpy as np

from moeli.reading.strips import ALPHABET, Picture
from moeli.standards.icao9303.check_digits import values
from moeli.standards.icao9303.layouts import LAYOUTS

_CERTAIN = 0.9999  # a place that is read as surely as this has no other candidate
_LEAST = 1e-4  # share of a candidate
_MOST_PLACES, _MOST_ZONES = 12, 3_000
_WEIGHTS = (7, 3, 1)
_VALUES = np.frombuffer(values(ALPHABET), np.uint8).astype(int) % 10


def asked(layout: str, zone: Picture, weak: Picture) -> Picture:
    """Check digits × places: what each place of `zone` (a class each) counts in a sum that proves.

    A digit proves one place, not two: a sum with more `weak` places than one is not asked, for
    what hides one character often hides its neighbour. Nor is one that `zone` does not satisfy:
    where a number overflows its element there is none.
    """
    sums = _sums(layout)
    right = sums @ _VALUES[zone] % 10 == 0
    single = ((sums != 0) & weak).sum(axis=1) <= 1
    return np.asarray(sums[right & single])


def believed(zone: Picture, shares: Picture, sums: Picture) -> Picture:
    """For each place of `zone`, the probability of its character, given the `sums` that are asked.

    `shares` are places × classes, each row of sum 1.
    """
    first = shares[np.arange(len(zone)), zone]
    unsure = [int(at) for at in np.argsort(first) if first[at] < _CERTAIN and sums[:, at].any()]
    places = unsure[:_MOST_PLACES]
    others, chance = _zones(zone, places, sums, shares)
    left = first.copy()
    left[places] = 1 - chance @ others
    return left


def _zones(
    zone: Picture, places: list[int], weights: Picture, shares: Picture
) -> tuple[Picture, Picture]:
    """The likely zones whose sums are right: where each differs from `zone`, its probability."""
    sums = np.zeros((1, len(weights)), int)
    logs, others = np.zeros(1), np.zeros((1, 0), bool)
    for at in places:
        letters = _letters(shares[at])
        change = np.outer(_VALUES[letters] - _VALUES[zone[at]], weights[:, at])
        sums = (sums[:, None] + change[None]).reshape(-1, len(weights))
        logs = (logs[:, None] + np.log(shares[at, letters])[None]).ravel()
        differs = np.tile(letters != zone[at], len(others))[:, None]
        others = np.hstack([np.repeat(others, len(letters), axis=0), differs])
        likeliest = np.argsort(-logs, kind="stable")[:_MOST_ZONES]
        sums, logs, others = sums[likeliest], logs[likeliest], others[likeliest]
    right = (sums % 10 == 0).all(axis=1)
    chance = np.exp(logs - logs.max()) * right
    return others, chance / max(float(chance.sum()), 1e-12)


def _letters(shares: Picture) -> Picture:
    return np.flatnonzero(shares > _LEAST)


@cache
def _sums(layout: str) -> Picture:
    """Check digits × places: by what each place counts in the sum that a digit makes zero."""
    told = LAYOUTS[layout]
    sums = np.zeros((len(told.checks), told.lines * told.width), int)
    for row, check in zip(sums, told.checks, strict=True):
        covered = [at for part in check.over for at in range(part.start, part.stop)]
        row[covered] = [_WEIGHTS[number % 3] for number in range(len(covered))]
        row[check.at] -= 1
    return sums
