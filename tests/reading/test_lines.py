"""One line: read the right way up, and never believed to end where something hides its end."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from moeli.reading.finder import bands
from moeli.reading.images import grey
from moeli.reading.lines import WAYS, Line
from moeli.reading.looking import looks_again
from moeli.reading.reader import read
from moeli.reading.strips import ALPHABET, Picture
from moeli.reading.tracks import tracks
from moeli.specimens.camera import photograph
from moeli.specimens.specimen import draw
from tests.reading.test_reader import TODAY

VISA = draw(74_000, format="MRV-A")


@pytest.fixture(scope="module")
def line() -> Line:
    image = photograph(VISA, "clean", 1).image
    band = next(bands(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)))
    lines = [Line(band.strip(track), band.where(track)) for track in tracks(band.picture)]
    return max(lines, key=lambda each: each.seen)


def with_end(line: Line, first: int, level: int) -> Line:
    """The line, with all beyond its character `first` painted over."""
    row = line.row(44)
    assert row
    pitch = (row.ends - row.begins) / 43
    strip = line.strip.copy()
    strip[:, round(row.begins + (first - 0.5) * pitch) :] = level
    return Line(strip)


def test_a_line_counts_about_what_was_printed(line: Line) -> None:
    assert 40 <= line.seen <= 48


def test_the_reader_is_surer_the_right_way_up(line: Line) -> None:
    assert line.sureness > line.turned().sureness


def test_turned_twice_it_is_the_same_line(line: Line) -> None:
    twice = line.turned().turned()
    assert np.array_equal(twice.strip, line.strip)
    assert twice.where == line.where
    assert twice.sureness == line.sureness


def test_a_line_upside_down_is_what_a_picture_upside_down_shows(line: Line) -> None:
    over, row = Line(np.ascontiguousarray(line.strip[::-1, ::-1])), line.turned().row(44)
    other = over.row(44)
    assert row
    assert other
    assert (row.chances.argmax(axis=1) == other.chances.argmax(axis=1)).mean() > 0.9


def test_an_open_line_has_nothing_hidden(line: Line) -> None:
    assert not line.hidden_after(44)


@pytest.mark.parametrize("level", [0, 90, 150])
def test_a_finger_or_an_edge_after_the_36th_character_is_seen(line: Line, level: int) -> None:
    assert with_end(line, 36, level).hidden_after(36)


def test_further_characters_after_the_36th_are_seen(line: Line) -> None:
    assert line.hidden_after(36)


@pytest.mark.parametrize("kept", [0.5, 0.9, 1.25])
def test_where_the_strip_ends_before_paper_could_be_seen_an_end_is_hidden(
    line: Line, kept: float
) -> None:
    row = line.row(44)
    assert row
    pitch = (row.ends - row.begins) / 43
    shorter = Line(line.strip[:, : round(row.ends + kept * pitch)])
    assert shorter.hidden_after(44)


def test_where_the_picture_ends_after_the_36th_character_an_end_is_hidden(line: Line) -> None:
    paper = with_end(line, 36, 245)
    assert not paper.hidden_after(36)
    row, where = paper.row(36), line.where
    assert row
    assert where
    (x, _y), *_rest = where.corners(row.ends + 18, row.ends + 36)
    paper.where = replace(where, size=(int(x), where.size[1]))
    assert paper.hidden_after(36)


def cut(kept: float) -> Picture:
    """A visa photographed so that only `kept` of its zone's length is in the picture."""
    left, _top, right, _bottom = VISA.zone
    return VISA.image[:, : round(left + kept * (right - left))]


@pytest.mark.parametrize("kept", np.linspace(0.78, 0.98, 9))
def test_a_visa_cut_anywhere_is_never_a_shorter_visa(kept: float) -> None:
    _done, data = cv2.imencode(".png", cut(float(kept)))
    judged = read(grey(data.tobytes()), TODAY)
    assert not (judged and judged.ok)


@pytest.mark.parametrize("way", WAYS)
def test_looked_at_in_another_way_it_says_the_same(
    line: Line, way: tuple[float, float, float]
) -> None:
    moved = line.moved(way)
    assert moved.strip.shape == line.strip.shape
    assert not np.array_equal(moved.strip, line.strip)
    first, other = line.row(44), moved.row(44)
    assert first
    assert other
    assert (first.chances.argmax(axis=1) == other.chances.argmax(axis=1)).all()


def test_other_looks_are_taken_only_as_they_are_asked_for(line: Line) -> None:
    looks = looks_again([line], 44)
    first, second = next(looks), next(looks)
    assert first.chances.shape == second.chances.shape == (44, len(ALPHABET))
    assert next(looks, None) is None


def test_a_line_without_room_has_no_other_looks(line: Line) -> None:
    assert list(looks_again([Line(line.strip[:, :60])], 44)) == []
