"""From chances per frame to a known number of characters, evenly spaced.

A line of the zone has 30, 36 or 44 characters at one pitch. The best such row of places is found
by dynamic programming; so a smudge is one doubtful character, never one too many or too few.
"""

from dataclasses import dataclass

import numpy as np

from moeli.reading.strips import BLANK, PITCH, STRIDE, Picture

_FRAMES = PITCH / STRIDE
_SHORTEST, _LONGEST = 3, 7
_STIFF = 0.35  # how much a step costs that differs from the pitch by one frame
_MISSED = 1.2  # what an inked frame costs that no character accounts for
_LEAST = 1e-30  # of a chance, so that it has a logarithm


@dataclass(frozen=True, slots=True)
class Row:
    """A row of characters: for each, the likelihood of every class; `cost` per character.

    `places`: where in the strip the middle of each stands, in its pixels.
    """

    chances: Picture
    cost: float
    places: tuple[float, ...]

    @property
    def begins(self) -> float:
        """Where the first stands."""
        return self.places[0]

    @property
    def ends(self) -> float:
        """Where the last stands."""
        return self.places[-1]


def row(seen: Picture, count: int) -> Row | None:
    """The likeliest row of `count` characters; None where the strip is too short for it.

    `seen`: classes × frames, how likely each class is there.
    """
    frames = seen.shape[1]
    if frames < count * _SHORTEST:
        return None
    inked = 1 - seen[BLANK]
    peak, blank = _log(seen[:BLANK].max(axis=0)), _log(seen[BLANK])
    places, score = _path(peak, blank, count, _pitch(inked, count))
    if places is None:
        return None
    missed = float(inked[: max(0, places[0] - 3)].sum() + inked[places[-1] + 4 :].sum()) / _FRAMES
    cost = (-score + missed * _MISSED * 3) / count
    middles = tuple(float(each * STRIDE) for each in places)
    return Row(_chances(seen, places), cost, middles)


def characters_seen(seen: Picture) -> int:
    """How many stretches of ink there are: about one a character."""
    inked = (seen[BLANK] < 1 / 2).astype(np.int8)
    return int((np.diff(inked, prepend=0) > 0).sum())


def _log(chances: Picture) -> Picture:
    return np.asarray(np.log(np.maximum(chances, _LEAST)))


def _pitch(inked: Picture, count: int) -> float:
    """Frames from character to character, if the whole ink is one row of `count`."""
    there = np.flatnonzero(inked > 1 / 2)
    if len(there) < count:
        return _FRAMES
    span = float(there[-1] - there[0])
    return float(np.clip(span / (count - 0.6), _FRAMES * 0.8, _FRAMES * 1.3))


def _path(
    peak: Picture, blank: Picture, count: int, pitch: float
) -> tuple[list[int] | None, float]:
    frames, steps = len(peak), np.arange(_LONGEST, _SHORTEST - 1, -1)
    between = _between(blank, steps, pitch) + peak
    best = np.full((count, frames + _LONGEST), -np.inf)  # of so many characters, ending at a frame
    best[0, _LONGEST:] = peak
    before = np.lib.stride_tricks.sliding_window_view(best, frames, axis=1)[:, : len(steps)]
    for at in range(1, count):
        (before[at - 1] + between).max(axis=0, out=best[at, _LONGEST:])
    end = int(best[-1, _LONGEST:].argmax())
    score = float(best[-1, end + _LONGEST])
    if not np.isfinite(score):
        return None, -np.inf
    places = [end]
    for at in range(count - 2, -1, -1):
        end -= int(steps[(before[at, :, end] + between[:, end]).argmax()])
        places.append(end)
    return places[::-1], score


def _between(blank: Picture, steps: Picture, pitch: float) -> Picture:
    """For each step and each frame it ends at: what the gap and the step's length are worth."""
    frames, gap, worth = len(blank), np.maximum(blank, -4) / 2, np.zeros((len(steps), len(blank)))
    for index, step in enumerate(steps):
        half = step // 2
        worth[index, step:] = gap[half : frames - step + half] - _STIFF * (step - pitch) ** 2
    return worth


def _chances(seen: Picture, places: list[int]) -> Picture:
    """What the frames about each place say together of it.

    As far as a place is blank nothing was seen there, and any character may stand there.
    """
    at = np.array(places)
    last = seen.shape[1] - 1
    before, after = seen[:BLANK, np.maximum(at - 1, 0)], seen[:BLANK, np.minimum(at + 1, last)]
    chances = (seen[:BLANK, at] + (before + after) / 2).T + 1e-9
    blank = seen[BLANK, at][:, None]
    return np.asarray((1 - blank) * chances / chances.sum(axis=1, keepdims=True) + blank / BLANK)
