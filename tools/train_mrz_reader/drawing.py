"""Draws strips to learn from: printed lines with their neighbours, seen badly, cut out roughly.

Every strip comes from a seed. Nothing from outside is used: paper, ink and camera are those of
`moeli.specimens`.
"""

from random import Random
from typing import NamedTuple

import cv2
import numpy as np

from moeli.reading.strips import ALPHABET, BLANK, HEIGHT, PITCH, STRIDE, Picture
from moeli.specimens import damage, holders, printers
from moeli.specimens.guilloche import ground
from moeli.specimens.sizes import PITCH as MILLIMETRES
from moeli.specimens.sizes import Size, pixels
from moeli.specimens.specimen import FORMATS, zone_of
from tools.train_mrz_reader.covering import Box, cover, gone
from tools.train_mrz_reader.defocus import defocused

CHARACTERS = 22
WIDTH = 432
IGNORED = -1
_DPI = 300
_SCALES = ((0.22, 0.255), (0.285, 0.5), (0.4, 1.0), (0.7, 1.0), (1.0, 1.0))  # dpi_81 lies between
_OUT_OF_FOCUS, _COVERED = 0.25, 0.25  # share of the strips
_HIDDEN, _HALF_HIDDEN = 0.75, 0.55  # share of a character: nothing was seen, nobody can say
_LEFT, _TOP, _ABOVE_INK, _HEIGHT_OF_INK = 7.0, 9.0, 0.88, 2.45
_MIDDLE = pixels(_TOP + _ABOVE_INK + _HEIGHT_OF_INK / 2, _DPI)  # of the line's ink on the page
_DAMAGES = (
    damage.blurred,
    damage.moved,
    damage.noisy,
    damage.strong_jpeg,
    damage.dark,
    damage.shadow,
    damage.glare,
    damage.moire,
    damage.coloured,
)


class Strip(NamedTuple):
    """A strip (HEIGHT × WIDTH, grey) and the class of each of its frames, IGNORED between two."""

    picture: Picture
    labels: Picture


def strip(seed: int, cuts: tuple[str, ...] = printers.CUTS) -> Strip:
    """The strip of `seed`, printed in one of `cuts`."""
    random = Random(seed)  # noqa: S311 -- drawing, not keys
    pitch_lines = random.uniform(5.2, 6.8)
    lines = _lines(random)
    tops = (_TOP - pitch_lines, _TOP, _TOP + pitch_lines)
    size = Size((CHARACTERS * MILLIMETRES) + 2 * _LEFT, 2 * _TOP + 4, _LEFT, tops)
    width, height = round(pixels(size.width, _DPI)), round(pixels(size.height, _DPI))
    paper, printer = ground(width, height, random), printers.choose(random, cuts)
    page = printers.print_zone(paper, lines, size, _DPI, printer, random)
    page, hidden = _covered(page, random)
    seen, scale = _seen(page, random)
    matrix = _cut(random)
    to_page = np.diag([scale, scale, 1.0]) @ matrix
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    picture = cv2.warpPerspective(seen, to_page, (WIDTH, HEIGHT), flags=flags, borderMode=1)
    return Strip(picture, _labels(lines[1], hidden, matrix))


def _lines(random: Random) -> tuple[str, ...]:
    return tuple(_line(random) for _ in range(3))


def _line(random: Random) -> str:
    chance = random.random()
    if chance < 0.45:
        lines = zone_of(random.choice(FORMATS), holders.invent(random), random)
        line = random.choice(lines)
        start = random.randint(0, len(line) - CHARACTERS)
        return line[start : start + CHARACTERS]
    letters = "".join(random.choices(ALPHABET, k=CHARACTERS))
    if chance < 0.6:
        start, length = random.randrange(CHARACTERS), random.randint(2, 12)
        letters = (letters[:start] + "<" * length + letters[start:])[:CHARACTERS]
    return letters


def _covered(page: Picture, random: Random) -> tuple[Picture, Picture]:
    """The page, in some strips with something over its line, and how much of each is hidden."""
    if random.random() > _COVERED:
        return page, np.zeros(CHARACTERS)
    left, right = pixels(_LEFT, _DPI), pixels(_LEFT + CHARACTERS * MILLIMETRES, _DPI)
    box = Box(left, right, _MIDDLE, pixels(MILLIMETRES, _DPI))
    page, mask = cover(page, box, random)
    tall = pixels(_HEIGHT_OF_INK, _DPI)
    return page, np.array([gone(mask, middle, tall, box) for middle in _middles()])


def _middles() -> Picture:
    """Where on the page the middle of each character is, in pixels from the left."""
    return np.array([pixels(_LEFT + (at + 0.5) * MILLIMETRES, _DPI) for at in range(CHARACTERS)])


def _seen(page: Picture, random: Random) -> tuple[Picture, float]:
    """The page in grey as a camera saw it, and how many of its pixels one page pixel is."""
    scale = random.uniform(*random.choice(_SCALES))
    size = (round(page.shape[1] * scale), round(page.shape[0] * scale))
    seen = cv2.resize(page, size, interpolation=cv2.INTER_AREA)
    damages = random.choices(_DAMAGES, k=random.choice((0, 1, 1, 2, 2)))
    if random.random() < _OUT_OF_FOCUS:
        seen = defocused(seen, pixels(MILLIMETRES, _DPI) * scale, random)
        damages = [damage.jpeg, *damages[:1]][: random.choice((0, 1, 1, 2))]
    for each in damages:
        seen = each(_wide(seen), random)[: size[1], : size[0]]
    return cv2.cvtColor(seen, cv2.COLOR_RGB2GRAY), scale


def _wide(seen: Picture) -> Picture:
    """The strip within a frame of a document's width: damages grow with the frame."""
    missing = max(0, round(seen.shape[1] * 0.9))
    return cv2.copyMakeBorder(seen, 0, 0, 0, missing, cv2.BORDER_REFLECT)


def _cut(random: Random) -> Picture:
    """The matrix from a strip's pixel to the page's: roughly the middle line, never exactly."""
    across = pixels(MILLIMETRES, _DPI) / PITCH
    stretch_x, stretch_y = random.uniform(0.86, 1.16), random.uniform(0.82, 1.24)
    lean, shear = random.uniform(-0.022, 0.022), random.uniform(-0.12, 0.12)
    centre_x = pixels(_LEFT + CHARACTERS * MILLIMETRES / 2, _DPI) + random.uniform(-30, 30)
    centre_y = _MIDDLE + random.uniform(-5, 5)
    matrix = np.array(
        [
            [across * stretch_x, across * shear, 0.0],
            [across * lean, across * stretch_y, 0.0],
            [random.uniform(-1, 1) * 6e-5, random.uniform(-1, 1) * 4e-4, 1.0],
        ]
    )
    to_middle = np.array([[1, 0, -WIDTH / 2], [0, 1, -HEIGHT / 2], [0, 0, 1.0]])
    to_centre = np.array([[1, 0, centre_x], [0, 1, centre_y], [0, 0, 1.0]])
    return np.asarray(to_centre @ matrix @ to_middle)


def _labels(line: str, hidden: Picture, matrix: Picture) -> Picture:
    labels = np.full(WIDTH // STRIDE, BLANK, np.int8)
    points = np.array([[(x, _MIDDLE) for x in _middles()]], np.float64)
    seen = cv2.perspectiveTransform(points, np.linalg.inv(matrix))[0, :, 0]
    pitch = float(np.median(np.diff(seen)))
    frames = (np.arange(WIDTH // STRIDE) + 0.5) * STRIDE
    for x, character, share in zip(seen, line, hidden, strict=True):
        away = np.abs(frames - x) / pitch
        labels[away < 0.42] = IGNORED
        labels[away < 0.27] = class_of(character, share)
    return labels


def class_of(character: str, hidden: float) -> int:
    """What is to be learnt of a character of which so much is hidden, 0 to 1."""
    if hidden > _HIDDEN:
        return BLANK
    return IGNORED if hidden > _HALF_HIDDEN else ALPHABET.index(character)
