"""What cameras, scanners and hands do to a picture of a page, by kind of damage.

`photograph` lays the page on a table, looks at it from somewhere, and damages the frame in one
named way, so that a reader can be judged kind by kind.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

import cv2
import numpy as np

from moeli.specimens import clutter, damage
from moeli.specimens.pictures import Corners, Picture
from moeli.specimens.specimen import Specimen

_MARGIN = 0.12


@dataclass(frozen=True, slots=True)
class Stance:
    """Where the camera stands: turned by `angle`°, tilted by `tilt`°, `scale` pixels a pixel.

    `room` is how much of the table is seen, in widths of the page, and `at` where in it the
    page lies.
    """

    angle: float = 0.0
    tilt: float = 0.0
    scale: float = 1.0
    room: float = 2 * _MARGIN
    at: tuple[float, float] = (0.5, 0.5)


@dataclass(frozen=True, slots=True)
class Frame:
    """A photograph (RGB), its kind, the corners of its zone (clockwise from the upper left)."""

    image: Picture
    kind: str
    zone: Corners


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of picture: how the camera stands, what it stands over, what befalls the frame.

    `group` is how much may be asked of a reader: all of it of `ordinary`, nothing of `hidden`.
    """

    stance: Callable[[Random], Stance]
    harm: Callable[[Picture, Random], Picture] = lambda frame, _random: frame
    group: str = "ordinary"
    table: Callable[[int, int, Random], Picture] = clutter.bare


def photograph(specimen: Specimen, kind: str, seed: int) -> Frame:
    """A picture of `specimen`, damaged in the manner of `kind`. KeyError for an unknown kind."""
    random = Random(f"{kind}:{seed}")  # noqa: S311 -- drawing, not keys
    chosen = KINDS[kind]
    image, matrix = _seen(specimen.image, chosen.stance(random), chosen.table, random)
    zone = _through(matrix, _corners(specimen.zone))
    if kind == "finger":
        image = damage.finger(image, zone, random)
    if kind == "finger_over":
        image = damage.finger_over(image, zone, specimen.middles, random)
    if kind == "partial":
        image, zone = damage.cut_off(image, zone, random)
    return Frame(chosen.harm(image, random), kind, zone)


def _seen(
    page: Picture,
    stance: Stance,
    table: Callable[[int, int, Random], Picture],
    random: Random,
) -> tuple[Picture, Picture]:
    """The frame, and the matrix that takes a point of the page to its place in the frame."""
    height, width = page.shape[:2]
    corners = np.array(_corners((0, 0, width, height)), np.float32)
    seen = _projected(corners - corners.mean(axis=0), stance, max(width, height))
    room = stance.room * stance.scale * width
    seen = (seen - seen.min(axis=0) + room * np.array(stance.at)).astype(np.float32)
    matrix = cv2.getPerspectiveTransform(corners, seen)
    right, bottom = (int(each) for each in np.ceil(seen.max(axis=0) + room * _rest(stance)))
    small = _shrunk_first(page, stance.scale)
    from_small = np.diag([width / small.shape[1], height / small.shape[0], 1.0])
    there = matrix @ from_small
    frame = table(right, bottom, random)
    transparent = cv2.BORDER_TRANSPARENT
    cv2.warpPerspective(small, there, (right, bottom), dst=frame, borderMode=transparent)
    return frame, matrix


def _rest(stance: Stance) -> Picture:
    return 1 - np.array(stance.at)


def _shrunk_first(page: Picture, scale: float) -> Picture:
    """Averaged before it is sampled, as a lens does; else small pictures would alias."""
    if scale >= 1:
        return page
    size = (max(1, round(page.shape[1] * scale)), max(1, round(page.shape[0] * scale)))
    return cv2.resize(page, size, interpolation=cv2.INTER_AREA)


def _projected(corners: Picture, stance: Stance, distance: float) -> Picture:
    angle, tilt = np.radians(stance.angle), np.radians(stance.tilt)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    flat = corners @ turn.T
    depth = 1 + flat[:, 1] * np.sin(tilt) / (2.0 * distance)
    squeezed = np.stack([flat[:, 0], flat[:, 1] * np.cos(tilt)], axis=1)
    return np.asarray(squeezed / depth[:, None] * stance.scale)


def _corners(box: tuple[int, int, int, int]) -> Corners:
    left, top, right, bottom = box
    return (left, top), (right, top), (right, bottom), (left, bottom)


def _through(matrix: Picture, corners: Corners) -> Corners:
    points = cv2.perspectiveTransform(np.array([corners], np.float64), matrix)[0]
    return tuple((float(x), float(y)) for x, y in points)


def _steady(random: Random) -> Stance:
    return Stance(random.uniform(-1.5, 1.5), random.uniform(0, 3), random.uniform(0.8, 1.0))


def _turned(random: Random) -> Stance:
    return Stance(random.uniform(-180, 180), random.uniform(0, 5), random.uniform(0.8, 1.0))


def _quarter(random: Random) -> Stance:
    angle = random.choice((90, 180, 270)) + random.uniform(-2, 2)
    return Stance(angle, random.uniform(0, 5), random.uniform(0.8, 1.0))


def _tilted(random: Random) -> Stance:
    return Stance(random.uniform(-12, 12), random.uniform(10, 30), random.uniform(0.9, 1.0))


def _far(random: Random) -> Stance:
    return Stance(random.uniform(-2, 2), random.uniform(0, 3), random.uniform(0.36, 0.5))


def _at_81_dpi(random: Random) -> Stance:
    return Stance(random.uniform(-2, 2), random.uniform(0, 3), 0.27)


def _among(random: Random) -> Stance:
    """The page is a third of the picture wide, and anywhere in it."""
    at = random.uniform(0, 1), random.uniform(0, 1)
    return Stance(random.uniform(-15, 15), random.uniform(0, 8), 0.4, 2.0, at)


def _near(random: Random) -> Stance:
    return Stance(random.uniform(-5, 5), random.uniform(0, 8), random.uniform(1.7, 2.4))


KINDS: Mapping[str, Kind] = {
    "clean": Kind(_steady),
    "turned": Kind(_turned),
    "quarter_turn": Kind(_quarter),
    "tilted": Kind(_tilted),
    "far": Kind(_far),
    "blurred": Kind(_steady, damage.blurred),
    "noisy": Kind(_steady, damage.noisy),
    "jpeg": Kind(_steady, damage.strong_jpeg),
    "dark": Kind(_steady, damage.dark),
    "shadow": Kind(_steady, damage.shadow),
    "glare": Kind(_steady, damage.glare),
    "moire": Kind(_steady, damage.moire),
    "coloured": Kind(_steady, damage.coloured),
    "moved": Kind(_steady, damage.moved, "hard"),
    "faint": Kind(_steady, damage.faint, "hard"),
    "curved": Kind(_steady, damage.curved, "hard"),
    "dpi_81": Kind(_at_81_dpi, group="hard"),
    "phone_12mp": Kind(_near, damage.jpeg, "hard"),
    "out_of_focus": Kind(_steady, damage.out_of_focus, "frontier"),
    "burnt": Kind(_steady, damage.burnt, "frontier"),
    "clutter": Kind(_among, group="frontier", table=clutter.littered),
    "finger_over": Kind(_steady, group="frontier"),
    "finger": Kind(_steady, group="hidden"),
    "partial": Kind(_steady, group="hidden"),
}
