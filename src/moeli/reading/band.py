"""A straightened piece of a picture: small, to follow lines in; they are cut from the picture.

A strip is sampled once, from the picture itself, and never from another sample of it.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from moeli.reading.places import Where
from moeli.reading.strips import HEIGHT, MARGIN, Picture
from moeli.reading.tracks import Track

_LENGTH, _SHARPEST = 600, 1.5  # pixels; how much larger than the picture it may be
_LONG = 1.45  # strong lines of the ground cut a zone into pieces: the band reaches beyond
_GROWN = 0.7  # of its length, where lines go on beyond a band
_ALIASED = 0.6  # pixels of what is cut in one of its source: below it, pixels would be passed over
_TALL = 0.44  # of the length: the lines beside the one that was found are within this


class Halvings:
    """A grey picture, and half of it, and half of that: each made once, when it is asked for."""

    def __init__(self, grey: Picture) -> None:
        self._made = [grey]

    def __getitem__(self, times: int) -> Picture:
        """The picture halved so many times."""
        while len(self._made) <= times:
            self._made.append(_halved(self._made[-1]))
        return self._made[times]

    @property
    def side(self) -> int:
        """The longer side of the whole picture, in pixels."""
        return int(max(self._made[0].shape))


@dataclass(frozen=True, slots=True)
class Band:
    """A straightened piece (grey) that may hold the zone, upright or upside down.

    `to_picture` takes a point of the band to its place in the picture, `box` is what was found,
    `halvings` are the picture; a line is cut from it `halved` so many times.
    """

    picture: Picture
    to_picture: Picture
    box: cv2.typing.RotatedRect
    halvings: Halvings
    halved: int

    def longer(self, before: bool, after: bool) -> "Band | None":
        """This band grown beyond its left, its right end; None where it is as long as the picture.

        A lamp on the page makes half of a zone so pale that only the other half is found.
        """
        (x, y), (width, height), angle = _lying(self.box)
        if width > self.halvings.side or not (before or after):
            return None
        turn, moved = np.radians(angle), (after - before) * _GROWN * width / 2
        centre = x + moved * float(np.cos(turn)), y + moved * float(np.sin(turn))
        return cut(
            self.halvings, (centre, (width * (1 + (before + after) * _GROWN), height), angle)
        )

    def where(self, track: Track) -> Where:
        """Where the strip along a track lies in the picture."""
        height, width = self.halvings[0].shape
        return Where(track, self.to_picture, (width, height))

    def strip(self, track: Track) -> Picture:
        """The strip (HEIGHT × width, grey) along a track, in the reader's proportions.

        Beyond the picture it goes on as it ends: black there would spoil the light of the ground.
        """
        x = track.left + (np.arange(track.strip_width) - MARGIN) * track.scale
        middle, down = np.polyval(track.curve, x), np.arange(HEIGHT) - (HEIGHT - 1) / 2
        (a, b, c), (d, e, f), _ = _within(self.to_picture, self.halved)
        step, down = track.scale, down[:, None].astype(np.float32)
        grid_x = (a * x + b * middle + c).astype(np.float32) + down * np.float32(b * step)
        grid_y = (d * x + e * middle + f).astype(np.float32) + down * np.float32(e * step)
        source = self.halvings[self.halved]
        return cv2.remap(source, grid_x, grid_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)


def cut(halvings: Halvings, box: cv2.typing.RotatedRect) -> Band:
    """The box with room around it, its long side level."""
    (x, y), (width, height), angle = _lying(box)
    scale = min(_LENGTH / (width * _LONG), _SHARPEST)
    long, short = width * _LONG + height, max(height * 1.9, width * _TALL)
    turn, out = np.radians(angle), np.array((long, short)) * scale
    along = np.array((np.cos(turn), np.sin(turn))) / scale
    down = np.array((-np.sin(turn), np.cos(turn))) / scale
    start = np.array((x, y)) - along * out[0] / 2 - down * out[1] / 2
    to_picture = np.vstack([np.stack([along, down, start], axis=1), (0, 0, 1)])
    times = _halvings_for(scale)
    picture = cv2.warpAffine(
        halvings[times],
        _within(to_picture, times)[:2],
        (round(out[0]), round(out[1])),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=0,  # beyond the edge it is as dark as nowhere on a page
    )
    return Band(picture, to_picture, box, halvings, _halvings_for(2 * scale))


def _lying(box: cv2.typing.RotatedRect) -> cv2.typing.RotatedRect:
    """The same box, told by its long side."""
    centre, (width, height), angle = box
    return (centre, (height, width), angle + 90) if width < height else box


def _halvings_for(scale: float) -> int:
    """How often a picture much larger than what is cut is averaged: sampling it would alias."""
    return max(0, int(np.ceil(np.log2(_ALIASED / scale) + 1e-9)))


def _within(to_picture: Picture, times: int) -> Picture:
    """The same matrix to a picture halved so many times."""
    half = 0.5**times
    return np.array([[half, 0, (half - 1) / 2], [0, half, (half - 1) / 2], [0, 0, 1]]) @ to_picture


def _halved(grey: Picture) -> Picture:
    """Averaged two by two: many times faster than by any other factor."""
    height, width = max(1, grey.shape[0] // 2), max(1, grey.shape[1] // 2)
    return cv2.resize(
        grey[: height * 2, : width * 2], (width, height), interpolation=cv2.INTER_AREA
    )
