"""The scenes are complete, and whoever is drawn for them is what the scene says."""

import re
from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moeli.crossings import rules
from moeli.crossings.outcomes import offered
from moeli.practice import travellers
from moeli.practice.scenes import Place, Scene, Twist, scenes
from moeli.practice.travellers import PREFIX, SEEDS, draw
from moeli.standards import icao9303

DAY = date(2026, 11, 28)
every_scene = pytest.mark.parametrize("scene", scenes().values(), ids=lambda each: each.code)
drawn_scenes = st.sampled_from(list(scenes().values()))
seeds = st.integers(0, SEEDS - 1)


def read(lines: tuple[str, ...], day: date = DAY) -> icao9303.Document:
    return icao9303.read(lines, day)


@every_scene
def test_a_scene_is_told_in_both_languages(scene: Scene) -> None:
    for told in (scene.title, scene.story, scene.why):
        assert set(told) == {"en", "st"}
        assert all(text.strip() and text[-1] not in " ," for text in told.values())
        assert told["en"] != told["st"]


@every_scene
def test_what_is_expected_is_what_the_desk_offers(scene: Scene) -> None:
    for each in draw(scene, 1, DAY):
        open_to_her = offered(scene.direction, each.holder.nationality)
        assert set(each.part.expects) <= set(open_to_her)
        for outcome in each.part.expects:
            grounds = {row.id for row in rules.grounds(outcome, DAY)}
            assert not outcome.needs_ground or each.part.ground in grounds


def test_there_is_a_scene_for_each_way_of_playing_and_each_twist() -> None:
    assert {each.at for each in scenes().values()} == set(Place)
    assert {part.twist for each in scenes().values() for part in each.parts} == set(Twist)


@given(drawn_scenes, seeds)
def test_a_drawn_document_has_its_twist_and_nothing_else_wrong(scene: Scene, seed: int) -> None:
    for each in draw(scene, seed, DAY):
        problems = {problem.code for problem in read(each.lines).problems}
        assert problems == _WRONG[each.part.twist]
        assert read(each.true).valid


_WRONG: Mapping[Twist, set[str]] = {
    Twist.NONE: set(),
    Twist.LISTED: set(),
    Twist.EXPIRED: {"expired"},
    Twist.DIGIT: {"check_digit"},
}


@given(drawn_scenes, seeds)
def test_nobody_drawn_can_be_taken_for_a_document_in_use(scene: Scene, seed: int) -> None:
    drawn = draw(scene, seed, DAY)
    numbers = [each.number for each in drawn]
    assert len(set(numbers)) == len(drawn)
    assert all(re.fullmatch(rf"{PREFIX}\d{{7}}", number) for number in numbers)
    names = travellers._names()
    assert {each.holder.primary for each in drawn} <= set(names["family"])


@given(drawn_scenes, seeds, st.integers(0, 20_000))
def test_ages_are_as_the_scene_says_on_any_day(scene: Scene, seed: int, later: int) -> None:
    day = DAY + timedelta(days=later)
    for each in draw(scene, seed, day):
        years = (day - each.holder.birth_date).days / 365.25
        assert each.part.age <= years < each.part.age + 1


def test_the_same_seed_gives_the_same_people_and_another_gives_others() -> None:
    bus = scenes()["bus"]
    assert draw(bus, 7, DAY) == draw(bus, 7, DAY)
    assert {each.number for each in draw(bus, 7, DAY)}.isdisjoint(
        each.number for each in draw(bus, 8, DAY)
    )
