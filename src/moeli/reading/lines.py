"""A line of a band, read only as far as somebody asks: most lines are not the zone's."""

from functools import cached_property

import cv2
import numpy as np

from moeli.reading import characters, decoding
from moeli.reading.decoding import Row
from moeli.reading.places import Where
from moeli.reading.strips import BLANK, HEIGHT, PITCH, STRIDE, Picture, normalised

_NEAR, _FAR = 0.7, 1.3  # pitches from the middle of the outermost character: paper in every format
_BESIDE, _GROUND = 5, 80  # pitches, and the percentile that is paper among their ink
_MOST_DIFFERENT, _DARK = 0.15, 0.7
# Other ways to look at a line: pixels to the right (a frame has four), taller by, pixels down.
WAYS = ((2.0, 1.06, 0.7), (1.0, 0.94, -0.7))


class Line:
    """One strip (HEIGHT × width, grey), and what the readers say of it.

    `where` is its place in the picture, for a strip that was cut from one; `over` is the same line
    the other way up: both share one even light.
    """

    def __init__(
        self, strip: Picture, where: Where | None = None, over: "Line | None" = None
    ) -> None:
        self.strip, self.where, self._over = strip, where, over
        self._rows: dict[int, Row | None] = {}

    def turned(self) -> "Line":
        """The same line upside down."""
        where = self.where.turned() if self.where else None
        return Line(self.strip[::-1, ::-1], where, self)

    def moved(self, way: tuple[float, float, float]) -> "Line":
        """The same line looked at in one of the other `WAYS`."""
        right, taller, down = way
        matrix = np.array([[1, 0, right], [0, taller, down - (taller - 1) * HEIGHT / 2]])
        size = self.strip.shape[::-1]
        there = cv2.warpAffine(self.strip, matrix, size, borderMode=cv2.BORDER_REPLICATE)
        return Line(there, self.where)

    @property
    def seen(self) -> int:
        """How many characters there are, roughly."""
        return decoding.characters_seen(self._read)

    @property
    def sureness(self) -> float:
        """How sure the reader is of the inked frames, 0 to 1: low when they are upside down."""
        inked = self._read[BLANK] < 1 / 2
        return float(self._read[:BLANK, inked].max(axis=0).mean()) if inked.any() else 0.0

    def row(self, count: int) -> Row | None:
        """The likeliest row of `count` characters; None where there is no room for it."""
        if count not in self._rows:
            self._rows[count] = decoding.row(self._read, count)
        return self._rows[count]

    def taller(self, count: int) -> float:
        """By what its height must grow so that `count` characters stand at the reader's pitch."""
        row = self.row(count)
        return (row.ends - row.begins) / ((count - 1) * PITCH) if row else 1.0

    def hidden_after(self, count: int) -> bool:
        """Whether something else than the line's ground is right after it.

        A finger, the picture's edge, or half a character: then a longer line may go on beneath.
        """
        row = self.row(count)
        if row is None:
            return True
        pitch = (row.ends - row.begins) / (count - 1)
        beyond = row.ends + _NEAR * pitch, row.ends + _FAR * pitch
        if beyond[1] > self.strip.shape[1] or (self.where and not self.where.inside(beyond[1])):
            return True
        return self._differs(beyond, (row.ends - _BESIDE * pitch, row.ends))

    def _differs(self, beyond: tuple[float, float], beside: tuple[float, float]) -> bool:
        there, paper = self._piece(beyond), self._piece(beside)
        if not there.size or not paper.size:
            return True
        ground, middle, dark = _share(paper, _GROUND), _share(there, 50), _share(there, 20)
        blank = self._read[BLANK, int(beyond[0]) // STRIDE + 1 : int(beyond[1]) // STRIDE]
        odd = abs(middle - ground) > _MOST_DIFFERENT * ground or dark < _DARK * ground
        return bool(odd or (blank < 1 / 2).any())

    def _piece(self, ends: tuple[float, float]) -> Picture:
        return self.strip[:, max(0, round(ends[0])) : max(0, round(ends[1]))]

    def witness_row(self, count: int) -> Row | None:
        """The same as the witness reads it."""
        return decoding.row(self._witnessed, count)

    @cached_property
    def _normalised(self) -> Picture:
        return self._over._normalised[::-1, ::-1] if self._over else normalised(self.strip)

    @cached_property
    def _read(self) -> Picture:
        return characters.chances(self._normalised)

    @cached_property
    def _witnessed(self) -> Picture:
        return characters.chances(self._normalised, characters.WITNESS)


def _share(values: Picture, percent: int) -> float:
    """The value that so many of a hundred are below: without numpy's care between two of them."""
    at = values.size * percent // 100
    return float(np.partition(values, at, axis=None)[at])
