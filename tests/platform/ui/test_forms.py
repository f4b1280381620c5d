"""Each field has label, help and error, joined to its input for those who cannot see it."""

import re

import pytest

from tests.platform.ui.pages import Crossing


def described(page: str) -> list[str]:
    return [
        name for names in re.findall(r'aria-describedby="([^"]+)"', page) for name in names.split()
    ]


@pytest.mark.parametrize("data", [None, {"name": "", "day": "31/02/2026", "way": "up"}])
def test_whatever_describes_an_input_is_on_the_page(data: dict[str, str] | None) -> None:
    page = str(Crossing(data))
    assert described(page)
    assert all(f'id="{name}"' in page for name in described(page))


def test_an_error_describes_its_input() -> None:
    page = str(Crossing({"name": "", "day": "31/02/2026", "way": "in"}))
    assert {"id_name_error", "id_day_error"} <= set(described(page))


def test_a_choice_is_one_group_under_its_question() -> None:
    assert re.search(r"<fieldset[^>]*>\s*<legend[^>]*>Way</legend>", str(Crossing()))


def test_only_what_may_be_left_out_is_called_optional() -> None:
    assert str(Crossing()).count("(optional)") == 1


@pytest.mark.parametrize("day", ["24/11/2026", "2026-11-24", "24 Nov 2026"])
def test_a_day_is_read_in_each_way_people_write_it(day: str) -> None:
    form = Crossing({"name": "A", "day": day, "way": "in"})
    assert form.is_valid()
    assert form.cleaned_data["day"].isoformat() == "2026-11-24"
