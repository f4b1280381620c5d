"""What a page lies on: a bare table, or one that nobody has tidied."""

import string
from collections.abc import Callable
from random import Random

import cv2
import numpy as np

from moeli.specimens.pictures import Picture

_TABLES = ((92, 78, 62), (40, 42, 46), (150, 146, 140), (196, 186, 170), (24, 40, 30))
_THINGS = 14


def bare(width: int, height: int, random: Random) -> Picture:
    """A table of one colour."""
    return np.full((height, width, 3), random.choice(_TABLES), np.uint8)


def littered(width: int, height: int, random: Random) -> Picture:
    """A table with letters, striped cloth, keys of a keyboard and pens on it."""
    table = bare(width, height, random)
    for _ in range(_THINGS):
        lay: Callable[[Picture, Random], None] = random.choice((_letter, _cloth, _keyboard, _pen))
        piece = np.zeros((height, width, 4), np.uint8)
        lay(piece, random)
        table = _laid(table, piece, random)
    return table


def _laid(table: Picture, piece: Picture, random: Random) -> Picture:
    """The piece, drawn at its upper left, turned and moved to anywhere on the table."""
    height, width = table.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 6, height / 6), random.uniform(-180, 180), 1.0)
    turn[:, 2] += (random.uniform(-0.1, 0.8) * width, random.uniform(-0.1, 0.8) * height)
    there = cv2.warpAffine(piece, turn, (width, height))
    return np.where(there[..., 3:] > 127, there[..., :3], table)


def _letter(piece: Picture, random: Random) -> None:
    height, width = piece.shape[0] // 3, piece.shape[1] // 4
    piece[:height, :width] = (*[random.randint(205, 250)] * 3, 255)
    size, step = random.uniform(0.3, 0.7), random.randint(14, 30)
    for y in range(step, height, step):
        line = "".join(random.choices(string.ascii_letters + "    ", k=60))
        part = piece[y - step : y + 4, 8 : width - 8]
        cv2.putText(part, line, (0, step), cv2.FONT_HERSHEY_SIMPLEX, size, (30, 30, 40, 255), 1)


def _cloth(piece: Picture, random: Random) -> None:
    height, width = piece.shape[0] // 4, piece.shape[1] // 4
    stripe = random.randint(3, 14)
    one, other = ((*(random.randint(30, 230) for _ in range(3)), 255) for _ in range(2))
    odd = (np.arange(height) // stripe % 2 == 1)[:, None, None]
    piece[:height, :width] = np.where(odd, np.array(one), np.array(other))


def _keyboard(piece: Picture, random: Random) -> None:
    key, height, width = random.randint(16, 30), piece.shape[0] // 5, piece.shape[1] // 2
    piece[:height, :width] = (34, 34, 38, 255)
    for y in range(4, height - key, key + 4):
        for x in range(4, width - key, key + 4):
            cv2.rectangle(piece, (x, y), (x + key, y + key), (70, 70, 76, 255), -1)
            letter, corner = random.choice(string.ascii_uppercase), (x + 3, y + key - 5)
            white = (230, 230, 230, 255)
            cv2.putText(piece, letter, corner, cv2.FONT_HERSHEY_SIMPLEX, key / 40, white, 1)


def _pen(piece: Picture, random: Random) -> None:
    colour = (*(random.randint(0, 200) for _ in range(3)), 255)
    end = (piece.shape[1] // 4, 10)
    cv2.line(piece, (10, 10), end, colour, random.randint(6, 14), cv2.LINE_AA)
