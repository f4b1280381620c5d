"""From a picture to lines: exact, or in doubt and saying where, never silently wrong."""

from datetime import date
from functools import cache

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moeli.reading import characters
from moeli.reading.images import grey
from moeli.reading.judging import Judged
from moeli.reading.reader import read
from moeli.reading.strips import Picture
from moeli.specimens.camera import KINDS, photograph
from moeli.specimens.printers import CUTS
from moeli.specimens.specimen import FORMATS, Specimen, draw
from tests.specimens.drawn import drawn
from tests.trying import examples

TODAY = date(2026, 11, 25)
COVERED = [name for name, kind in KINDS.items() if kind.group == "hidden"]
FRONTIER = [name for name, kind in KINDS.items() if kind.group == "frontier"]
WHOLE = [name for name in KINDS if name not in (*COVERED, *FRONTIER)]


def seen(specimen: Specimen, kind: str, seed: int) -> Picture:
    return cv2.cvtColor(photograph(specimen, kind, seed).image, cv2.COLOR_RGB2GRAY)


@cache
def covered(kind: str) -> tuple[Judged | None, ...]:
    """What is read of four documents that something covers."""
    return tuple(read(seen(drawn(72_100 + at), kind, at), TODAY) for at in range(4))


def numbers(lines: tuple[str, ...]) -> tuple[str, ...]:
    """The lines that hold no name."""
    return lines[:2] if len(lines) == 3 else lines[1:]


def silently_wrong(judged: Judged | None, specimen: Specimen) -> bool:
    return bool(judged and judged.ok) and numbers(judged.lines) != numbers(specimen.lines)


@pytest.mark.parametrize("kind", WHOLE)
def test_what_is_ok_is_as_printed(kind: str) -> None:
    specimens = [drawn(72_000 + at, format=FORMATS[at % len(FORMATS)]) for at in range(3)]
    told = [read(seen(each, kind, each.seed), TODAY) for each in specimens]
    exact = sum(bool(j and j.lines == s.lines) for j, s in zip(told, specimens, strict=True))
    assert exact >= 2
    assert not any(silently_wrong(j, s) for j, s in zip(told, specimens, strict=True))


@pytest.mark.parametrize("kind", FRONTIER)
def test_at_the_frontier_what_is_ok_is_as_printed(kind: str) -> None:
    for at in range(2):
        specimen = drawn(72_050 + at)
        assert not silently_wrong(read(seen(specimen, kind, at), TODAY), specimen)


def test_a_line_that_ends_where_the_band_does_may_be_longer() -> None:
    """The visa of 44 characters, read as one of 36, is valid: nothing but its end tells."""
    specimen = draw(21_000_000_022)
    assert specimen.format == "MRV-A"
    assert not silently_wrong(read(seen(specimen, "finger", specimen.seed), TODAY), specimen)


@pytest.mark.parametrize("seed", [20_620_000_047, 20_620_000_092, 21_200_000_036])
def test_a_zone_of_which_a_lamp_makes_half_pale_is_read_whole(seed: int) -> None:
    """The pale half is not found; that the lines go on beyond the band leads to it."""
    specimen = draw(seed, mixed=seed % 2 == 0, cuts=CUTS)
    judged = read(seen(specimen, "glare", seed), TODAY)
    assert judged
    assert judged.lines == specimen.lines


@pytest.mark.parametrize("seed", [20_630_000_022, 20_630_000_034, 20_630_000_084])
def test_a_shadows_edge_before_a_line_hides_nothing(seed: int) -> None:
    specimen = draw(seed, mixed=seed % 2 == 0, cuts=CUTS)
    judged = read(seen(specimen, "shadow", seed), TODAY)
    assert judged
    assert judged.ok
    assert judged.lines == specimen.lines


@pytest.mark.parametrize("kind", ["coloured", "turned", "glare", "curved"])
def test_a_name_in_a_line_of_fillers_is_read_in_the_height_of_its_letters(kind: str) -> None:
    """Fillers have less ink above and below: the line is taken for a lower one at first."""
    specimen = draw(21_740_000_007, mixed=False, cuts=CUTS)
    judged = read(seen(specimen, kind, specimen.seed), TODAY)
    assert judged
    assert judged.lines == specimen.lines
    assert judged.name_witnessed


@pytest.mark.parametrize("kind", COVERED)
def test_what_is_covered_is_never_ok(kind: str) -> None:
    assert not any(judged and judged.ok for judged in covered(kind))


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_is_read_upside_down_as_well(format: str) -> None:
    specimen = drawn(72_200, format=format)
    picture = seen(specimen, "clean", 1)
    for each in (picture, np.ascontiguousarray(picture[::-1, ::-1])):
        judged = read(each, TODAY)
        assert judged
        assert judged.lines == specimen.lines
        assert judged.layout == format


@pytest.mark.parametrize("format", FORMATS)
def test_the_right_way_up_is_known_before_both_readers_have_read(
    format: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    network = characters.chances

    def counted(strip: Picture, name: str = characters.READER) -> Picture:
        asked.append(name)
        return network(strip, name)

    monkeypatch.setattr(characters, "chances", counted)
    picture = seen(drawn(72_200, format=format), "clean", 1)
    for each in (picture, np.ascontiguousarray(picture[::-1, ::-1])):
        asked.clear()
        judged = read(each, TODAY)
        assert judged
        assert asked.count(characters.WITNESS) == len(judged.lines)


@pytest.mark.parametrize("around", [0.02, 0.1])
@pytest.mark.parametrize("format", ["TD3", "MRV-A", "TD1"])
def test_a_picture_of_hardly_more_than_the_zone_is_read(format: str, around: float) -> None:
    specimen = drawn(72_200, format=format)
    left, top, right, bottom = specimen.zone
    room = round(around * (right - left))
    page = cv2.cvtColor(specimen.image, cv2.COLOR_RGB2GRAY)
    cut = page[top - room : bottom + room, max(0, left - room) : right + room]
    judged = read(np.ascontiguousarray(cut), TODAY)
    assert judged
    assert judged.lines == specimen.lines
    assert judged.ok


def test_a_doubt_names_the_place_and_the_candidates() -> None:
    doubtful = [judged for judged in covered("finger") if judged and judged.doubts]
    assert doubtful
    for judged in doubtful:
        for doubt in judged.doubts:
            assert 1 <= doubt.line <= len(judged.lines)
            assert 1 <= doubt.column <= len(judged.lines[0])


def test_of_two_documents_in_one_picture_one_is_read_whole() -> None:
    one, other = drawn(72_400, format="TD3"), drawn(72_401, format="TD3")
    above, below = seen(one, "clean", 1), seen(other, "clean", 1)
    width = max(above.shape[1], below.shape[1])
    both = np.vstack(
        [
            cv2.copyMakeBorder(each, 0, 0, 0, width - each.shape[1], cv2.BORDER_REPLICATE)
            for each in (above, below)
        ]
    )
    judged = read(both, TODAY)
    assert judged is None or not judged.ok or judged.lines in (one.lines, other.lines)


def test_an_empty_zone_is_not_read() -> None:
    specimen = drawn(72_500, format="TD3")
    image = specimen.image.copy()
    left, top, right, bottom = specimen.zone
    image[top:bottom, left:right] = 230
    judged = read(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY), TODAY)
    assert judged is None or not judged.ok


@pytest.mark.parametrize("level", [0, 128, 255])
def test_a_picture_of_nothing_holds_no_zone(level: int) -> None:
    assert read(np.full((600, 900), level, np.uint8), TODAY) is None


def test_what_a_phone_stores_is_read() -> None:
    specimen = drawn(72_600, format="TD3")
    image = photograph(specimen, "phone_12mp", 1).image
    _done, data = cv2.imencode(".jpg", image[..., ::-1])
    judged = read(grey(data.tobytes()), TODAY)
    assert judged
    assert judged.lines == specimen.lines


@settings(max_examples=examples(12))
@given(st.integers(60, 500), st.integers(60, 500), st.integers(0, 2**32 - 1), st.booleans())
def test_no_picture_stops_the_reader(height: int, width: int, seed: int, blurred: bool) -> None:
    picture = np.random.default_rng(seed).integers(0, 255, (height, width)).astype(np.uint8)
    judged = read(cv2.GaussianBlur(picture, (0, 0), 3) if blurred else picture, TODAY)
    assert judged is None or not judged.ok


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS)
def test_in_two_thousand_pictures_no_number_is_silently_wrong(kind: str) -> None:
    first, count = 73_000_000, -(-2_000 // len(KINDS))
    silent = []
    for seed in range(first, first + count):
        specimen = draw(seed)
        if silently_wrong(read(seen(specimen, kind, seed), TODAY), specimen):
            silent.append(seed)
    assert silent == []
