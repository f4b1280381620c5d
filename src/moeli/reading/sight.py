"""A reading together with where it stands in the picture."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from moeli.reading.judging import Judged
from moeli.reading.lines import Line
from moeli.reading.places import Corners, Where
from moeli.reading.strips import PITCH


@dataclass(frozen=True, slots=True)
class Sight:
    """What was read, and the lines that it was read in, from the uppermost."""

    judged: Judged
    lines: Sequence[Line]
    count: int

    def character(self, line: int, column: int, around: float = 0.5, tall: float = 1.0) -> Corners:
        """The corners of a character, counted from 1, with `around` pitches to either side."""
        at = self._places(line)[column - 1]
        return self._where(line).corners(at - around * PITCH, at + around * PITCH, tall)

    def zone(self, tall: float = 1.6) -> Corners:
        """The corners of the whole zone, clockwise from its upper left."""
        first, last = self._ends(1, tall), self._ends(len(self.lines), tall)
        return first[0], first[1], last[2], last[3]

    def overlaps(self, other: "Sight") -> bool:
        """Whether both stand at the same place, whatever was read there."""
        here, there = np.array(self.zone()), np.array(other.zone())
        tall = float(np.hypot(*(here[3] - here[0])))
        return float(np.hypot(*(here.mean(axis=0) - there.mean(axis=0)))) < tall

    def pitch(self) -> float:
        """Pixels of the picture from character to character."""
        left, right, *_rest = self._ends(1, 1.0)
        return float(np.hypot(right[0] - left[0], right[1] - left[1])) / (self.count + 1)

    def angle(self) -> float:
        """Degrees by which the first line is turned; 0 where it lies level, upright."""
        left, right, *_rest = self._ends(1, 1.0)
        return float(np.degrees(np.arctan2(right[1] - left[1], right[0] - left[0])))

    def _ends(self, line: int, tall: float) -> Corners:
        places = self._places(line)
        return self._where(line).corners(places[0] - PITCH, places[-1] + PITCH, tall)

    def _places(self, line: int) -> tuple[float, ...]:
        row = self.lines[line - 1].row(self.count)
        if row is None:
            raise ValueError("a sight holds lines that were read")
        return row.places

    def _where(self, line: int) -> Where:
        where = self.lines[line - 1].where
        if where is None:
            raise ValueError("a sight holds lines that were cut from a picture")
        return where
