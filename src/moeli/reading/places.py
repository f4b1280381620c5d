"""Where in the picture a piece of a strip lies: back through band and curve."""

from dataclasses import dataclass, replace

import numpy as np

from moeli.reading.strips import HEIGHT, MARGIN, Picture
from moeli.reading.tracks import Track

Corners = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Where:
    """The place of a strip: its track in a band, and how that band lies in the picture.

    `size`: the picture's width and height.
    """

    track: Track
    to_picture: Picture
    size: tuple[int, int]
    upside_down: bool = False

    def turned(self) -> "Where":
        """Of the same strip, upside down."""
        return replace(self, upside_down=not self.upside_down)

    def inside(self, x: float) -> bool:
        """Whether the middle of this column of the strip lies in the picture."""
        there = self._in_picture(x, (HEIGHT - 1) / 2)
        return all(0 <= at <= size - 1 for at, size in zip(there, self.size, strict=True))

    def corners(self, left: float, right: float, tall: float = 1.0) -> Corners:
        """The corners in the picture of a piece of the strip, clockwise from its upper left.

        `tall`: how many heights of the strip it is high, about the same middle.
        """
        upper, lower = (HEIGHT - 1) / 2 * (1 - tall), (HEIGHT - 1) / 2 * (1 + tall)
        places = ((left, upper), (right, upper), (right, lower), (left, lower))
        return tuple(self._in_picture(x, y) for x, y in places)

    def _in_picture(self, x: float, y: float) -> tuple[float, float]:
        if self.upside_down:
            x, y = self.track.strip_width - 1 - x, HEIGHT - 1 - y
        scale = self.track.scale
        band_x = self.track.left + (x - MARGIN) * scale
        band_y = np.polyval(self.track.curve, band_x) + (y - (HEIGHT - 1) / 2) * scale
        there = self.to_picture @ np.array((band_x, band_y, 1.0))
        return float(there[0]), float(there[1])
