"""Pictures of drawn documents, each drawn once a run, and who handles them."""

from functools import cache
from io import BytesIO

import cv2
import numpy as np
from PIL import Image

from moeli.documents.services import Desk
from moeli.platform.access import roles
from moeli.platform.access.actor import Actor, Scope
from moeli.platform.ids import uuid7
from moeli.specimens.camera import photograph
from moeli.specimens.specimen import Specimen, draw

DESK = Desk("MSB", "Desk 1")
SEED = 7
SMUDGED = (3, 6)  # columns of line 2


def acting(role: str, place: str = "MSB") -> Actor:
    known = roles.roles()[role]
    scope = Scope(role, place if known.by_place else "", known.actions)
    return Actor(str(uuid7()), place=place, agency="immigration", grants=(scope,))


@cache
def specimen(seed: int = SEED) -> Specimen:
    return draw(seed, format="TD3", dpi=150)


@cache
def pixels(kind: str = "clean", seed: int = SEED) -> np.ndarray:
    return photograph(specimen(seed), kind, seed).image


@cache
def jpeg(kind: str = "clean", seed: int = SEED) -> bytes:
    return written(pixels(kind, seed))


def written(image: np.ndarray) -> bytes:
    _done, data = cv2.imencode(".jpg", cv2.cvtColor(image, cv2.COLOR_RGB2BGR))
    return data.tobytes()


@cache
def doubtful() -> bytes:
    """The page with two characters of the number smudged: neither can be read for certain."""
    page = pixels("clean").copy()
    frame = photograph(specimen(), "clean", SEED)
    (left, top), (right, _), _, (_, bottom) = frame.zone
    pitch, line = (right - left) / 44, (bottom - top) / 2
    for column in SMUDGED:
        x, y = round(left + (column - 0.5) * pitch), round(top + 1.45 * line)
        half, tall = round(pitch * 0.45), round(pitch * 0.65)  # the whole letter, and no other
        patch = page[y - tall : y + tall, x - half : x + half]
        page[y - tall : y + tall, x - half : x + half] = cv2.GaussianBlur(patch, (0, 0), 5)
    return written(page)


def saved(image: Image.Image, form: str, **options: object) -> bytes:
    out = BytesIO()
    image.save(out, form, **options)
    return out.getvalue()
