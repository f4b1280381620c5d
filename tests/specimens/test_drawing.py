"""Documents drawn: the same again, valid, marked, and of every format."""

from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moeli.specimens import holders, printers
from moeli.specimens.holders import ISSUED_LATEST, invent
from moeli.specimens.sizes import PITCH, pixels, size_of
from moeli.specimens.specimen import FORMATS, draw, zone_of
from moeli.standards import icao9303
from tests.trying import examples


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_is_drawn_in_its_size(format: str) -> None:
    specimen, size = draw(3, format=format, dpi=200), size_of(format)
    height, width = specimen.image.shape[:2]
    assert (width, height) == (round(pixels(size.width, 200)), round(pixels(size.height, 200)))
    assert specimen.image.dtype == np.uint8
    assert specimen.format == format


@pytest.mark.parametrize("format", FORMATS)
def test_the_zone_fits_on_the_page_at_ten_characters_an_inch(format: str) -> None:
    size, specimen = size_of(format), draw(3, format=format, dpi=100)
    assert size.left + len(specimen.lines[0]) * PITCH < size.width
    left, top, right, bottom = specimen.zone
    assert (left, top) > (0, 0)
    assert right <= specimen.image.shape[1]
    assert bottom <= specimen.image.shape[0]


def test_the_same_seed_gives_the_same_pixels() -> None:
    one, other = draw(11), draw(11)
    assert one.lines == other.lines
    assert np.array_equal(one.image, other.image)
    assert not np.array_equal(one.image, draw(12, format=one.format).image)


@settings(max_examples=examples(200))
@given(st.integers(0, 2**32), st.sampled_from(FORMATS))
def test_every_zone_is_valid_and_names_the_holder(seed: int, format: str) -> None:
    random = Random(seed)
    holder = invent(random)
    document = icao9303.read(zone_of(format, holder, random), ISSUED_LATEST)
    assert document.format == format
    assert document.valid
    begins = (document.primary_identifier or "")[:3]
    assert holder.primary.startswith(begins)


def test_holders_include_those_with_one_name_and_those_of_lesotho() -> None:
    holders = [invent(Random(seed)) for seed in range(300)]
    assert any(not holder.secondary for holder in holders)
    assert any(holder.nationality == "LSO" for holder in holders)
    assert {holder.sex for holder in holders} == {"M", "F", ""}
    assert all(holder.birth_date < ISSUED_LATEST for holder in holders)


def test_the_ink_of_the_zone_stands_where_the_truth_says() -> None:
    specimen = draw(5, format="TD3")
    left, top, right, bottom = specimen.zone
    dark = specimen.image.min(axis=2) < 100
    assert dark[top:bottom, left:right].mean() > 0.05
    assert dark[bottom + 3 :].mean() < 0.001


def test_specimen_is_written_across_the_page() -> None:
    page = draw(5, format="TD3").image.astype(int)
    reddish = (page[..., 0] - page[..., 1]) > 25
    assert reddish[: page.shape[0] * 3 // 4].mean() > 0.005


def test_a_format_that_there_is_not_is_refused() -> None:
    with pytest.raises(KeyError):
        draw(1, format="TD9")


def test_a_mixed_number_holds_letters_and_digits_anywhere() -> None:
    numbers = [holders.number(Random(seed), 9, mixed=True) for seed in range(40)]
    assert sum(number[:3].isdigit() or number[-1].isalpha() for number in numbers) > 10
    for seed in range(6):
        one, other = draw(seed, dpi=100), draw(seed, dpi=100, mixed=True)
        assert one.holder == other.holder


def test_a_zone_is_printed_in_the_cuts_that_were_asked_for() -> None:
    assert {printers.choose(Random(seed), ("OCRBS",)).cut for seed in range(20)} == {"OCRBS"}
    one, other = (draw(4, dpi=100, cuts=(cut,)) for cut in printers.CUTS)
    assert one.lines == other.lines
    assert not np.array_equal(one.image, other.image)
