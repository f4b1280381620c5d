"""What forgers do to a page, by FALSEDOC group, with the finding an expert would write of each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

import cv2
import numpy as np

from moeli.specimens import pages
from moeli.specimens.pages import Box, Layout
from moeli.specimens.pictures import Picture
from moeli.specimens.portraits import portrait
from moeli.specimens.sizes import pixels

Values = Mapping[str, str]
_Worked = tuple[Picture, tuple["Finding", ...]]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: its FALSEDOC group, what it is, and where (pixels)."""

    group: str
    what: str
    where: Box


@dataclass(frozen=True, slots=True)
class Alteration:
    """One way of altering a page."""

    code: str
    work: Callable[[Picture, Values, Layout, int, Random], _Worked]


def _photo_swapped(
    page: Picture, _values: Values, layout: Layout, dpi: int, random: Random
) -> _Worked:
    left, top, right, bottom = layout.portrait
    slip = round(pixels(random.uniform(0.5, 1.2), dpi))
    box = (left + slip, top - slip, right + slip, bottom - slip)
    page = pages.paste(page, portrait(random), box)
    cv2.rectangle(page, box[:2], box[2:], (250, 250, 250), max(1, slip // 3))
    return page, (Finding("photo", "another photo is glued over the first; its edge shows", box),)


def _face_swapped(
    page: Picture, _values: Values, layout: Layout, _dpi: int, random: Random
) -> _Worked:
    left, top, right, bottom = layout.portrait
    width, height = right - left, bottom - top
    face = cv2.resize(portrait(random), (width, height), interpolation=cv2.INTER_AREA)
    outline = np.zeros((height, width), np.float32)
    centre, axes = (width // 2, int(height * 0.47)), (int(width * 0.23), int(height * 0.27))
    cv2.ellipse(outline, centre, axes, 0, 0, 360, 1.0, -1)
    mask = cv2.GaussianBlur(outline, (0, 0), width / 60)[..., None]
    page = page.copy()
    here = page[top:bottom, left:right]
    page[top:bottom, left:right] = (here * (1 - mask) + face * mask).astype(np.uint8)
    where = (left + centre[0] - axes[0], top + centre[1] - axes[1])
    return page, (
        Finding(
            "face",
            "the face was exchanged inside the first photo; skin tone changes at its outline",
            (*where, where[0] + 2 * axes[0], where[1] + 2 * axes[1]),
        ),
    )


def _data_altered(
    page: Picture, values: Values, layout: Layout, dpi: int, random: Random
) -> _Worked:
    name = "Date of birth"
    box, year = layout.values[name], int(values[name][:4])
    text = f"{year + random.choice((-20, -10, 10))}{values[name][4:]}"
    page = pages.write(_scraped(page, box), box, text, dpi, (60, 50, 60))
    return page, (
        Finding("data", f"{name} was scraped off and written anew; the zone says otherwise", box),
    )


def _number_altered(
    page: Picture, values: Values, layout: Layout, dpi: int, random: Random
) -> _Worked:
    name = "Document number"
    number, at = values[name], random.randrange(len(values[name]))
    other = random.choice([each for each in "0123456789" if each != number[at]])
    text = number[:at] + other + number[at + 1 :]
    box = layout.values[name]
    page = pages.write(_scraped(page, box), box, text, dpi, (15, 15, 20))
    return page, (
        Finding("document number", "the number above is not the number in the zone", box),
    )


def _lamina_lifted(
    page: Picture, _values: Values, layout: Layout, _dpi: int, random: Random
) -> _Worked:
    left, top, right, bottom = layout.portrait
    page, radius = page.astype(np.float32), (right - left) // 3
    bubbles = np.zeros(page.shape[:2], np.float32)
    for _ in range(random.randint(5, 12)):
        centre = (random.randint(left, right), random.randint(top, bottom))
        cv2.circle(bubbles, centre, random.randint(radius // 8, radius // 3), 1.0, -1)
    shine = cv2.GaussianBlur(bubbles, (0, 0), radius / 12)[..., None] * 60
    return np.clip(page + shine, 0, 255).astype(np.uint8), (
        Finding("lamina", "air under the lamina around the photo: it was lifted", layout.portrait),
    )


def _stitched_anew(
    page: Picture, _values: Values, _layout: Layout, dpi: int, random: Random
) -> _Worked:
    page, height = page.copy(), page.shape[0]
    step, thread = round(pixels(5, dpi)), max(1, round(pixels(0.35, dpi)))
    for at in range(step // 2, height, step):
        for x in (pixels(1.2, dpi), pixels(1.2 + random.uniform(0.5, 1.1), dpi)):
            cv2.circle(page, (round(x), at + random.randint(-3, 3)), thread, (40, 40, 40), -1)
    where = (0, 0, round(pixels(3.2, dpi)), height)
    return page, (Finding("stitching", "two rows of holes: the page was sewn in again", where),)


def _edge_trimmed(
    page: Picture, _values: Values, _layout: Layout, dpi: int, random: Random
) -> _Worked:
    page, (height, width) = page.copy(), page.shape[:2]
    cut = round(pixels(random.uniform(1.5, 2.5), dpi))
    slope = random.uniform(0.3, 0.7)
    slanted = [(width, 0), (width - cut, 0), (width - int(cut * slope), height), (width, height)]
    cv2.fillPoly(page, [np.array(slanted, np.int32)], (70, 60, 52))
    where = (width - cut, 0, width, height)
    return page, (Finding("edges", "the right edge is cut aslant: it fits no other page", where),)


def _overseas_stamp(
    page: Picture, _values: Values, layout: Layout, dpi: int, random: Random
) -> _Worked:
    left, top = list(layout.values.values())[-1][:2]
    centre = (round(left + pixels(38, dpi)), round(top - pixels(6, dpi)))
    radius, ink = round(pixels(9, dpi)), (70, 40, 130)
    layer = page.copy()
    cv2.circle(layer, centre, radius, ink, max(1, radius // 18), cv2.LINE_AA)
    text = f"{random.randint(30, 31)} FEB {random.randint(2021, 2025)}"
    where = (centre[0] - int(radius * 0.85), centre[1])
    cv2.putText(layer, text, where, cv2.FONT_HERSHEY_SIMPLEX, radius / 110, ink, 2, cv2.LINE_AA)
    page = cv2.addWeighted(layer, 0.8, page, 0.2, 0)
    box = (centre[0] - radius, centre[1] - radius, centre[0] + radius, centre[1] + radius)
    return page, (Finding("overseas stamps", "the stamp bears a day that there is not", box),)


def _zone_inconsistent(
    page: Picture, values: Values, layout: Layout, dpi: int, random: Random
) -> _Worked:
    name = "Surname"
    letters = values[name]
    at = random.randrange(len(letters))
    other = random.choice([each for each in "AEIOU" if each != letters[at]])
    box = layout.values[name]
    text = letters[:at] + other + letters[at + 1 :]
    page = pages.write(_scraped(page, box), box, text, dpi, (15, 15, 20))
    return page, (
        Finding("consistency of zone", "the surname above is not the one in the zone", box),
    )


def _page_reprinted(
    page: Picture, _values: Values, _layout: Layout, _dpi: int, random: Random
) -> _Worked:
    height, width = page.shape[:2]
    rows, columns = np.mgrid[0:height, 0:width]
    screen = ((rows + columns) % 4 < 2).astype(np.float32)[..., None] * random.randint(14, 26)
    page = np.clip(cv2.GaussianBlur(page, (0, 0), 1.1).astype(np.float32) - screen, 0, 255)
    what = "the ground is a printed screen of dots, not of woven lines"
    return page.astype(np.uint8), (Finding("visual page and digits", what, (0, 0, width, height)),)


def _scraped(page: Picture, box: Box) -> Picture:
    """The page without what stood in the box's lower half: a paler patch remains."""
    left, top, right, bottom = box
    page, middle = page.copy(), (top + bottom) // 2 - 3
    patch = page[middle:bottom, left:right]
    ground = np.median(patch.reshape(-1, 3), axis=0)
    page[middle:bottom, left : left + (right - left) * 2 // 3] = np.clip(ground + 6, 0, 255)
    return page


ALTERATIONS = {
    alteration.code: alteration
    for alteration in (
        Alteration("photo_swapped", _photo_swapped),
        Alteration("face_swapped", _face_swapped),
        Alteration("data_altered", _data_altered),
        Alteration("number_altered", _number_altered),
        Alteration("lamina_lifted", _lamina_lifted),
        Alteration("stitched_anew", _stitched_anew),
        Alteration("edge_trimmed", _edge_trimmed),
        Alteration("overseas_stamp", _overseas_stamp),
        Alteration("zone_inconsistent", _zone_inconsistent),
        Alteration("page_reprinted", _page_reprinted),
    )
}
