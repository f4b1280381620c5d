"""The lines within a band: followed from end to end, bent as the picture bends them."""

from dataclasses import dataclass

import cv2
import numpy as np

from moeli.reading.strips import MARGIN, PITCH, Picture

_SLOPES = np.linspace(-0.08, 0.08, 33)
_PIECES, _PIECES_OF_SLOPE = 6, 24
_HEIGHT_OF_INK = PITCH * 2.45 / 2.54  # of a capital, in a strip
_LEAST_PEAK, _GROUND = 0.28, 25  # a row of text stands out from this percentile of all rows
_LOWEST, _ABOVE = 2.5, 0.45  # of a row: its pixels; what is looked at above it, in heights
_FILLED, _SHORTEST, _FEWEST_PIECES = 0.12, 4, 3
_INK_OF_ROW = 0.9  # of a row's height in the profile, which is blurred
_GRAIN = 0.8  # smoothed away: noise, and the pixels of a screen
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
    rows = _peaks(cv2.GaussianBlur(_along(level, 1), (1, 3), 0).ravel())
    return [each for top, bottom in rows if (each := _track(level, slope, top, bottom))]


def _ink(band: Picture) -> Picture:
    """How dark each pixel is against its surroundings, 0 to 192."""
    kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (9, 9))
    smooth = cv2.GaussianBlur(band, (5, 5), _GRAIN)
    dark = cv2.morphologyEx(smooth, cv2.MORPH_BLACKHAT, kernel)
    strongest = np.uint8(_INKED * float(np.percentile(dark[::2, ::2], 97)))
    around = cv2.convertScaleAbs(cv2.blur(dark, (75, 31)), alpha=2, beta=4)
    shares = cv2.divide(dark, np.maximum(around, strongest), scale=_FULL)
    return np.maximum(shares, _PALE) - _PALE


def _slope(ink: Picture) -> float:
    """The slope along which the rows of ink are sharpest; pieces are shifted, nothing is warped."""
    (height, width), pieces = ink.shape, _pieces(ink)
    middles = ((np.arange(_PIECES_OF_SLOPE) + 0.5) / _PIECES_OF_SLOPE - 0.5) * width
    shifts = np.rint(_SLOPES[:, None] * middles).astype(int)
    reach = int(shifts.max())
    padded = np.pad(pieces, ((0, 0), (reach, reach)), mode="edge")
    shifted = np.lib.stride_tricks.sliding_window_view(padded, height, axis=1)
    profiles = shifted[np.arange(_PIECES_OF_SLOPE), shifts + reach].sum(axis=1)
    return float(_SLOPES[int(np.square(np.diff(profiles, axis=1)).sum(axis=1).argmax())])


def _pieces(ink: Picture) -> Picture:
    """The ink of each row in each of as many pieces from left to right: pieces × rows."""
    height, wide = len(ink), ink.shape[1] // _PIECES_OF_SLOPE
    cut = np.ascontiguousarray(ink[:, : wide * _PIECES_OF_SLOPE])
    return _along(cut.reshape(height * _PIECES_OF_SLOPE, wide), 1).reshape(height, -1).T


def _levelled(ink: Picture, slope: float) -> Picture:
    shift = -slope * ink.shape[1] / 2
    matrix = np.array([[1, 0, 0], [slope, 1, shift]], np.float64)
    flags = cv2.INTER_NEAREST | cv2.WARP_INVERSE_MAP
    return cv2.warpAffine(ink, matrix, (ink.shape[1], ink.shape[0]), flags=flags)


def _along(ink: Picture, axis: int) -> Picture:
    """The ink of each column (axis 0) or row (axis 1) in all, still in two dimensions."""
    return cv2.reduce(ink, axis, cv2.REDUCE_SUM, dtype=cv2.CV_32F)


def _peaks(profile: Picture) -> list[tuple[float, float]]:
    """From where to where each row of text reaches."""
    ground = float(np.percentile(profile, _GROUND))
    threshold = ground + (float(profile.max()) - ground) * _LEAST_PEAK
    profile = np.concatenate([[ground], profile, [ground]])
    edges = np.flatnonzero(np.diff((profile > threshold).astype(np.int8)))
    before, after = profile[edges], profile[edges + 1]
    crossings = edges - 1 + (threshold - before) / (after - before)
    rows = [(float(top), float(bottom)) for top, bottom in crossings.reshape(-1, 2)]
    return [(top, bottom) for top, bottom in rows if bottom - top >= _LOWEST]


def _track(level: Picture, slope: float, top: float, bottom: float) -> Track | None:
    """The row of text between two heights of the levelled band; None where it is too short."""
    height = bottom - top
    start, end = round(top), round(bottom)
    filled = cv2.blur(_along(level[start:end], 0), (5, 1))[0]
    columns = np.flatnonzero(filled > _FILLED * _FULL * height)
    if len(columns) < _SHORTEST * height:
        return None
    left, right = float(columns[0]), float(columns[-1])
    start = max(0, start - max(1, round(height * _ABOVE)))
    points = _middles(level[start : end + round(height * _ABOVE)], left, right, height)
    if len(points) < _FEWEST_PIECES:
        return None
    curve = _robust(points[:, 0], points[:, 1] + start, height)
    curve = np.polyadd(curve, (slope, -slope * level.shape[1] / 2))
    return Track(curve, height * _INK_OF_ROW, left, right)


def _middles(window: Picture, left: float, right: float, height: float) -> Picture:
    """Piece by piece along a row, where the ink is densest: x and y."""
    width = (right - left) / _PIECES
    points = []
    for start in np.linspace(left, right, _PIECES, endpoint=False):
        piece = _along(window[:, int(start) : int(start + width)], 1).ravel()
        if piece.sum() > 0:
            points.append((start + width / 2, _densest(piece, int(height) | 1)))
    return np.array(points).reshape(-1, 2)


def _densest(piece: Picture, height: int) -> float:
    """The middle of so many rows (odd) with the most ink, to a part of a row."""
    sums = np.convolve(piece, np.ones(height))[height // 2 :][: len(piece)]
    at = int(sums.argmax())
    if not 0 < at < len(sums) - 1:
        return at
    before, most, after = sums[at - 1 : at + 2]
    return at + float((after - before) / (4 * most - 2 * before - 2 * after + 1e-9))


def _robust(xs: Picture, ys: Picture, height: float) -> Picture:
    """A straight line through most of the points."""
    one, other = np.triu_indices(len(xs), 1)
    slopes = (ys[other] - ys[one]) / (xs[other] - xs[one])
    at_zero = ys[one] - slopes * xs[one]
    away = np.abs(ys - (slopes[:, None] * xs + at_zero[:, None]))
    best = int(np.minimum(away, height / 3).sum(axis=1).argmin())
    return np.array((slopes[best], at_zero[best]))
