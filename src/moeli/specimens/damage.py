"""The damages themselves: each takes a frame (RGB) and a source of chance, and returns a frame."""

from collections.abc import Sequence
from random import Random

import cv2
import numpy as np

from moeli.specimens.pictures import Corners, Picture


def blurred(frame: Picture, random: Random) -> Picture:
    """Out of focus."""
    return _byte(cv2.GaussianBlur(frame, (0, 0), _unit(frame) * random.uniform(1.0, 2.4)))


def out_of_focus(frame: Picture, _random: Random) -> Picture:
    """So far out of focus (σ 5 pixels) that strokes run together. No reader learns from it."""
    return _byte(cv2.GaussianBlur(frame, (0, 0), 5.0))


def moved(frame: Picture, random: Random) -> Picture:
    """The hand moved while the shutter was open."""
    length = max(3, round(_unit(frame) * random.uniform(2.5, 6)))
    kernel = np.zeros((length, length), np.float32)
    angle = random.uniform(0, 3.14)
    half = np.array((np.cos(angle), np.sin(angle))) * length / 2
    centre = np.array((length / 2, length / 2))
    start, end = (centre - half).astype(int), (centre + half).astype(int)
    cv2.line(kernel, tuple(map(int, start)), tuple(map(int, end)), 1.0, 1)
    return _byte(cv2.filter2D(frame, -1, kernel / max(kernel.sum(), 1)))


def noisy(frame: Picture, random: Random) -> Picture:
    """A small sensor in poor light."""
    return _byte(frame + _chance(random).normal(0, random.uniform(10, 28), frame.shape))


def jpeg(frame: Picture, random: Random) -> Picture:
    """As a phone stores it."""
    return _stored(frame, random.randint(70, 92))


def strong_jpeg(frame: Picture, random: Random) -> Picture:
    """As a chat application passes it on."""
    return _stored(frame, random.randint(14, 35))


def dark(frame: Picture, random: Random) -> Picture:
    """Night, no lamp."""
    dimmed = frame * random.uniform(0.16, 0.4)
    return _byte(dimmed + _chance(random).normal(0, random.uniform(2, 5), frame.shape))


def shadow(frame: Picture, random: Random) -> Picture:
    """The shadow of whoever holds the phone."""
    height, width = frame.shape[:2]
    mask = np.ones((height, width), np.float32)
    edge = random.uniform(0.2, 0.8) * width
    lean = random.uniform(-0.5, 0.5) * width
    corners = np.array([(0, 0), (edge, 0), (edge + lean, height), (0, height)], np.int32)
    cv2.fillPoly(mask, [corners], random.uniform(0.3, 0.6))
    return _byte(frame * cv2.GaussianBlur(mask, (0, 0), width / 80)[..., None])


def glare(frame: Picture, random: Random) -> Picture:
    """A lamp mirrored in the lamina; it may lie on the zone and leaves it just readable."""
    return _mirrored(frame, random, 70, 150)


def burnt(frame: Picture, random: Random) -> Picture:
    """A lamp mirrored so brightly that the page beneath is white. No reader learns from it."""
    return _mirrored(frame, random, 260, 500)


def moire(frame: Picture, random: Random) -> Picture:
    """A photograph of a screen."""
    height, width = frame.shape[:2]
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    period, lean = random.uniform(2.6, 6.0), random.uniform(-0.3, 0.3)
    waves = np.sin((columns + rows * lean) * 6.28 / period) + np.sin(rows * 6.28 / (period * 1.1))
    return _byte(frame + waves[..., None] * random.uniform(6, 16) * np.array((1.0, 0.8, 1.1)))


def coloured(frame: Picture, random: Random) -> Picture:
    """Coloured paper or coloured light."""
    return _byte(frame * np.array([random.uniform(0.45, 1.0) for _ in range(3)]))


def faint(frame: Picture, random: Random) -> Picture:
    """Hardly any contrast: a bad copier, a dirty scanner glass. No reader learns from it."""
    return _byte(frame * random.uniform(0.2, 0.4) + random.uniform(80, 140))


def curved(frame: Picture, random: Random) -> Picture:
    """A page that is not pressed flat: it bulges. No reader learns from it."""
    height, width = frame.shape[:2]
    columns, rows = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height))
    bulge = random.uniform(0.006, 0.014) * height * np.sin(columns / width * np.pi)
    across = columns.astype(np.float32), (rows + bulge).astype(np.float32)
    return cv2.remap(frame, *across, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)


def finger(frame: Picture, zone: Corners, random: Random) -> Picture:
    """A finger over one end of the zone: some characters cannot be read."""
    points = np.array(zone)
    at = random.choice((0.02, 0.98))
    top, bottom = _between(points[0], points[1], at), _between(points[3], points[2], at)
    size = np.linalg.norm(points[3] - points[0])
    centre = top * 0.3 + bottom * 0.7
    axes = (round(size * random.uniform(0.35, 0.6)), round(size * 1.2))
    where = (round(centre[0]), round(centre[1] + size * 0.7))
    return _finger(frame, where, axes, random.uniform(-15, 15))


def finger_over(frame: Picture, zone: Corners, middles: Sequence[float], random: Random) -> Picture:
    """A fingertip over one line, the first from above or the last from below.

    `middles` says how far down the zone the middle of each line is. No reader learns from it.
    """
    points, last = np.array(zone), random.random() < 1 / 2
    at, down = random.uniform(0.05, 0.95), middles[-1 if last else 0]
    top, bottom = _between(points[0], points[1], at), _between(points[3], points[2], at)
    line, tall = _between(top, bottom, down), bottom - top
    across = float(np.linalg.norm(tall)) * (middles[-1] - middles[0]) / (len(middles) - 1)
    axes = (round(across * random.uniform(0.7, 0.95)), round(across * 1.6))
    towards = tall / np.linalg.norm(tall) * (1 if last else -1)
    where = line + towards * (axes[1] - across * 0.2)
    angle = float(np.degrees(np.arctan2(tall[1], tall[0]))) - 90 + random.uniform(-12, 12)
    return _finger(frame, (round(where[0]), round(where[1])), axes, angle)


def cut_off(frame: Picture, zone: Corners, random: Random) -> tuple[Picture, Corners]:
    """The frame ends within the zone: its first or last characters are missing."""
    points = np.array(zone)
    left, right = points[:, 0].min(), points[:, 0].max()
    share = random.uniform(0.05, 0.25) * (right - left)
    if random.random() < 1 / 2:
        return frame[:, : max(1, round(right - share))].copy(), zone
    start = max(0, round(left + share))
    return frame[:, start:].copy(), tuple((x - start, y) for x, y in zone)


def _finger(frame: Picture, where: tuple[int, int], axes: tuple[int, int], angle: float) -> Picture:
    skin = (196, 150, 122)
    return cv2.ellipse(frame.copy(), where, axes, angle, 0, 360, skin, -1, cv2.LINE_AA)


def _mirrored(frame: Picture, random: Random, faintest: float, brightest: float) -> Picture:
    height, width = frame.shape[:2]
    mask = np.zeros((height, width), np.float32)
    x, y = random.uniform(0.2, 0.8) * width, random.uniform(0.33, 0.9) * height
    axes = (random.randint(width // 14, width // 6), random.randint(height // 20, height // 9))
    cv2.ellipse(mask, (round(x), round(y)), axes, random.uniform(-40, 40), 0, 360, 1.0, -1)
    lamp = cv2.GaussianBlur(mask, (0, 0), width / 45)
    return _byte(frame + lamp[..., None] * random.uniform(faintest, brightest))


def _between(one: Picture, other: Picture, share: float) -> Picture:
    return np.asarray(one * (1 - share) + other * share)


def _unit(frame: Picture) -> float:
    """A length that grows with the picture, so that a damage looks alike at any size."""
    return float(max(frame.shape[:2])) / 1400


def _stored(frame: Picture, quality: int) -> Picture:
    _done, data = cv2.imencode(".jpg", frame[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])
    return np.ascontiguousarray(np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR))[..., ::-1])


def _chance(random: Random) -> np.random.Generator:
    return np.random.default_rng(random.randrange(2**32))


def _byte(values: Picture) -> Picture:
    return np.clip(values, 0, 255).astype(np.uint8)
