"""Pages altered: what is wrong is on the page, and stands in the list."""

import numpy as np
import pytest

from moeli.specimens.alterations import ALTERATIONS
from moeli.specimens.specimen import FORMATS
from tests.specimens.drawn import drawn

GROUPS = {
    "photo",
    "face",
    "data",
    "document number",
    "lamina",
    "stitching",
    "edges",
    "overseas stamps",
    "consistency of zone",
    "visual page and digits",
}


@pytest.mark.parametrize("code", ALTERATIONS)
@pytest.mark.parametrize("format", FORMATS)
def test_an_alteration_changes_the_page_and_only_where_it_says(code: str, format: str) -> None:
    genuine = drawn(8, format=format, dpi=150)
    altered = drawn(8, format=format, altered=(ALTERATIONS[code],), dpi=150)
    (finding,) = altered.findings
    changed = np.any(genuine.image != altered.image, axis=2)
    left, top, right, bottom = finding.where
    around = 40
    inside = changed[max(0, top - around) : bottom + around, max(0, left - around) : right + around]
    assert changed.any()
    assert inside.sum() >= changed.sum() * 0.95


@pytest.mark.parametrize("code", ALTERATIONS)
def test_the_zone_itself_is_left_as_it_was(code: str) -> None:
    genuine, altered = drawn(8, format="TD3"), drawn(8, format="TD3", altered=(ALTERATIONS[code],))
    assert altered.lines == genuine.lines
    assert altered.values == genuine.values


def test_every_group_of_the_standard_list_is_drawn() -> None:
    ways = ALTERATIONS.values()
    found = {finding.group for way in ways for finding in drawn(8, altered=(way,)).findings}
    assert found == GROUPS


def test_a_genuine_page_has_no_findings() -> None:
    assert drawn(8).findings == ()


def test_several_alterations_are_listed_in_their_order() -> None:
    ways = (ALTERATIONS["photo_swapped"], ALTERATIONS["stitched_anew"])
    assert [each.group for each in drawn(8, altered=ways).findings] == ["photo", "stitching"]
