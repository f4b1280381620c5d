"""Drawn faces: plainly drawings, of nobody."""

from random import Random

import numpy as np
from PIL import Image, ImageDraw

from moeli.specimens.pictures import Picture

_SKIN = ((92, 58, 40), (120, 78, 52), (152, 104, 72), (190, 140, 104), (224, 178, 146))
_HAIR = ((18, 14, 12), (40, 28, 22), (90, 60, 38), (120, 120, 120))
_CLOTH = ((30, 60, 110), (110, 34, 40), (48, 92, 60), (70, 70, 80))
_GROUND = ((226, 230, 236), (238, 236, 228), (216, 226, 222))
_WIDTH, _HEIGHT = 350, 450


def portrait(random: Random) -> Picture:
    """A face of 350 × 450 pixels, RGB."""
    picture = Image.new("RGB", (_WIDTH, _HEIGHT), random.choice(_GROUND))
    pen = ImageDraw.Draw(picture)
    skin, hair = random.choice(_SKIN), random.choice(_HAIR)
    _shoulders(pen, random.choice(_CLOTH), skin)
    _head(pen, random, skin, hair)
    _features(pen, random, skin)
    return np.asarray(picture)


def _shoulders(pen: ImageDraw.ImageDraw, cloth: tuple[int, int, int], skin: object) -> None:
    pen.ellipse((20, 350, 330, 640), fill=cloth)
    pen.rectangle((140, 300, 210, 390), fill=skin)  # type: ignore[arg-type]  # a colour of _SKIN


def _head(
    pen: ImageDraw.ImageDraw,
    random: Random,
    skin: tuple[int, int, int],
    hair: tuple[int, int, int],
) -> None:
    half, crown = random.randint(78, 96), random.randint(70, 92)
    pen.ellipse((175 - half - 8, crown - 24, 175 + half + 8, crown + 180), fill=hair)
    pen.ellipse((175 - half, crown, 175 + half, 345), fill=skin)
    if random.random() < 1 / 3:
        pen.rectangle((175 - half - 8, crown + 80, 175 - half + 10, 330), fill=hair)
        pen.rectangle((175 + half - 10, crown + 80, 175 + half + 8, 330), fill=hair)


def _features(pen: ImageDraw.ImageDraw, random: Random, skin: tuple[int, int, int]) -> None:
    level, apart = random.randint(195, 212), random.randint(34, 42)
    shade = tuple(int(part * 0.72) for part in skin)
    for x in (175 - apart, 175 + apart):
        pen.ellipse((x - 14, level - 7, x + 14, level + 7), fill=(245, 245, 240))
        pen.ellipse((x - 6, level - 6, x + 6, level + 6), fill=(30, 20, 16))
        pen.line((x - 18, level - 20, x + 18, level - 22), fill=(20, 14, 12), width=5)
    pen.line((175, level + 10, 168, level + 55, 184, level + 57), fill=shade, width=4)
    pen.ellipse((145, level + 84, 205, level + 102), fill=(150, 66, 66))
    if random.random() < 1 / 4:
        for x in (175 - apart, 175 + apart):
            pen.ellipse((x - 24, level - 18, x + 24, level + 18), outline=(40, 40, 40), width=4)
