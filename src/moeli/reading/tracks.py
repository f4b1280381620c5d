"""The lines within a band: followed from end to end, bent as the picture bends them."""

from dataclasses import dataclass

import cv2
import numpy as np

from moeli.reading.strips import HEIGHT, MARGIN, PITCH, Picture

_SLOPES = np.linspace(-0.08, 0.08, 33)
_PIECES, _PIECES_OF_SLOPE = 6, 24
_ROUGH = 2  # the slope is looked for in a band so many times smaller
_HEIGHT_OF_INK = PITCH * 2.45 / 2.54  # of a capital, in a strip
_LEAST_PEAK, _GROUND = 0.28, 25  # a row of text stands out from this percentile of all rows
_FILLED, _SHORTEST, _FEWEST_PIECES = 0.12, 4, 3
_INK_OF_ROW = 0.92  # of a row's height in the profile, which is blurred
_GRAIN = 1.6  # smoothed away: noise, and the pixels of a screen
_INKED = 0.55  # of the darkest strokes: paler ones belong to the ground
_FULL, _PALE = 180, np.uint8(63)  # as dark as twice the surroundings; what is as pale is no ink


@dataclass(frozen=True, slots=True)
class Track:
    """One line of text: its middle is y = `curve`(x) in the band, its capitals `height` high."""

    curve: Picture
    height: float
    left: float
    right: float

    @property
    def middle(self) -> float:
        """Its y half way along."""
        return float(np.polyval(self.curve, (self.left + self.right) / 2))

    @property
    def scale(self) -> float:
        """Pixels of the band in one of its strip."""
        return self.height / _HEIGHT_OF_INK

    @property
    def strip_width(self) -> int:
        """In pixels of the strip, margins included."""
        return int((self.right - self.left) / self.scale) + 2 * MARGIN


def tracks(band: Picture) -> list[Track]:
    """The lines of the band, from its upper edge down; empty where there is no text."""
    ink = _ink(band)
    slope = _slope(ink)
    level = _levelled(ink, slope)
    rows = _peaks(cv2.GaussianBlur(_along(level, 1), (1, 5), 0).ravel())
    return [each for top, bottom in rows if (each := _track(level, slope, top, bottom))]


def strip_of(band: Picture, track: Track) -> Picture:
    """The strip (HEIGHT × width, grey) along a track, in the reader's proportions."""
    scale = track.scale
    x = track.left + (np.arange(track.strip_width, dtype=np.float32) - MARGIN) * scale
    middle = np.polyval(track.curve, x).astype(np.float32)
    offsets = (np.arange(HEIGHT, dtype=np.float32) - (HEIGHT - 1) / 2) * scale
    grid_x = np.repeat(x[None, :], HEIGHT, axis=0).astype(np.float32)
    grid_y = (middle[None, :] + offsets[:, None]).astype(np.float32)
    return cv2.remap(band, grid_x, grid_y, cv2.INTER_LINEAR, borderValue=0)


def _ink(band: Picture) -> Picture:
    """How dark each pixel is against its surroundings, 0 to 192."""
    kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (17, 17))
    smooth = cv2.GaussianBlur(band, (0, 0), _GRAIN)
    dark = cv2.morphologyEx(smooth, cv2.MORPH_BLACKHAT, kernel)
    strongest = np.uint8(_INKED * float(np.percentile(dark[::3, ::3], 97)))
    around = cv2.convertScaleAbs(cv2.blur(dark, (151, 61)), alpha=2, beta=4)
    shares = cv2.divide(dark, np.maximum(around, strongest), scale=_FULL)
    return np.maximum(shares, _PALE) - _PALE


def _slope(ink: Picture) -> float:
    """The slope along which the rows of ink are sharpest; pieces are shifted, nothing is warped."""
    height, width = ink.shape[0] // _ROUGH, ink.shape[1] // _ROUGH
    pieces = _pieces(cv2.resize(ink, (width, height), interpolation=cv2.INTER_AREA))
    middles = ((np.arange(_PIECES_OF_SLOPE) + 0.5) / _PIECES_OF_SLOPE - 0.5) * width
    shifts = np.rint(_SLOPES[:, None] * middles).astype(int)
    reach = int(shifts.max())
    padded = np.pad(pieces, ((0, 0), (reach, reach)), mode="edge")
    shifted = np.lib.stride_tricks.sliding_window_view(padded, height, axis=1)
    profiles = shifted[np.arange(_PIECES_OF_SLOPE), shifts + reach].sum(axis=1)
    return float(_SLOPES[int(np.square(np.diff(profiles, axis=1)).sum(axis=1).argmax())])


def _pieces(ink: Picture) -> Picture:
    """The ink of each row in each of as many pieces from left to right: pieces × rows."""
    wide = ink.shape[1] // _PIECES_OF_SLOPE
    cut = ink[:, : wide * _PIECES_OF_SLOPE].reshape(len(ink), _PIECES_OF_SLOPE, wide)
    return np.asarray(cut.sum(axis=2, dtype=np.float32).T)


def _levelled(ink: Picture, slope: float) -> Picture:
    shift = -slope * ink.shape[1] / 2
    matrix = np.array([[1, 0, 0], [slope, 1, shift]], np.float64)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return cv2.warpAffine(ink, matrix, (ink.shape[1], ink.shape[0]), flags=flags)


def _along(ink: Picture, axis: int) -> Picture:
    """The ink of each column (axis 0) or row (axis 1) in all, still in two dimensions."""
    return cv2.reduce(ink, axis, cv2.REDUCE_SUM, dtype=cv2.CV_32F)


def _peaks(profile: Picture) -> list[tuple[int, int]]:
    """From where to where each row of text reaches."""
    ground = float(np.percentile(profile, _GROUND))
    threshold = ground + (float(profile.max()) - ground) * _LEAST_PEAK
    above = np.concatenate([[False], profile > threshold, [False]])
    edges = np.flatnonzero(np.diff(above.astype(np.int8)))
    rows = [(int(top), int(bottom)) for top, bottom in zip(edges[::2], edges[1::2], strict=True)]
    return [(top, bottom) for top, bottom in rows if bottom - top >= 5]


def _track(level: Picture, slope: float, top: int, bottom: int) -> Track | None:
    """The row of text between two heights of the levelled band; None where it is too short."""
    height, reach = float(bottom - top), max(2, int((bottom - top) * 0.45))
    start = max(0, top - reach)
    window = level[start : bottom + reach]
    filled = cv2.blur(_along(level[top:bottom], 0), (9, 1))[0]
    columns = np.flatnonzero(filled > _FILLED * _FULL * height)
    if len(columns) < _SHORTEST * height:
        return None
    left, right = float(columns[0]), float(columns[-1])
    points = _middles(window, left, right, int(height))
    if len(points) < _FEWEST_PIECES:
        return None
    curve = _robust(points[:, 0], points[:, 1] + start, height)
    curve = np.polyadd(curve, (slope, -slope * level.shape[1] / 2))
    return Track(curve, height * _INK_OF_ROW, left, right)


def _middles(window: Picture, left: float, right: float, height: int) -> Picture:
    """Piece by piece along a row, where the ink is densest: x and y."""
    width = (right - left) / _PIECES
    points = []
    for start in np.linspace(left, right, _PIECES, endpoint=False):
        piece = _along(window[:, int(start) : int(start + width)], 1).ravel()
        if piece.sum() > 0:
            y = float(np.argmax(np.convolve(piece, np.ones(height), "same")))
            points.append((start + width / 2, y))
    return np.array(points).reshape(-1, 2)


def _robust(xs: Picture, ys: Picture, height: float) -> Picture:
    """A straight line through most of the points."""
    best, least = np.polyfit(xs, ys, 1), np.inf
    for one in range(len(xs)):
        for other in range(one + 1, len(xs)):
            slope = (ys[other] - ys[one]) / (xs[other] - xs[one])
            away = np.abs(ys - (ys[one] + slope * (xs - xs[one])))
            cost = float(np.minimum(away, height / 3).sum())
            if cost < least:
                best, least = np.array((slope, ys[one] - slope * xs[one])), cost
    return np.asarray(best)
