"""The table of points where ODK's engines part from ODK's specification: what we do, and that
parting does what the table says of an engine, at that point and at no other."""

import pytest

from tests.standards.xforms.apart import Point, met, parting, points, ways
from tests.standards.xforms.conftest import answered, begun
from tests.standards.xforms.filled import filled, meeting_a_point, meets_a_point

PARTED = [(point, engine) for point in points() for engine in ("phones", "browsers")]


def reckoned() -> dict[str, str]:
    sheets, answers = met()
    session = begun(sheets)
    assert answered(session, answers) == []
    return {point.name: session.values().get(f"/data/{point.name}", "") for point in points()}


def test_our_engine_does_what_the_specification_says() -> None:
    assert reckoned() == {point.name: point.ours for point in points()}


@pytest.mark.parametrize(("point", "engine"), PARTED, ids=lambda each: getattr(each, "name", each))
def test_parting_at_one_point_changes_that_and_nothing_else(point: Point, engine: str) -> None:
    theirs = getattr(point, engine)
    with parting(*([point.name] if theirs != point.ours else [])):
        assert reckoned() == {p.name: theirs if p == point else p.ours for p in points()}
    assert reckoned()[point.name] == point.ours


def test_each_point_is_one_where_the_engines_differ_and_the_specification_decides() -> None:
    for point in points():
        assert (point.phones != point.ours) != (point.browsers != point.ours)
        assert point.specification
        assert "https://github.com/getodk/" in point.source
    assert len(list(ways("browsers"))) == 2**3
    assert next(ways("browsers")) == ()


def test_a_decimal_is_kept_with_its_point_and_read_with_it() -> None:
    session = begun(met()[0])
    assert answered(session, {"/data/tenth": "30"}) == []
    assert "<tenth>30.0</tenth>" in session.to_instance_xml()
    assert session.values()["/data/decimals_in_words"] == "30.0"
    assert session.values()["/data/reckoned"] == "30.0"


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("30", "30.0"),
        ("-2", "-2.0"),
        ("0,5", "0.5"),
        ("1e3", ""),
        ("40.50", "40.5"),
        ("9" * 400, ""),
    ],
)
def test_what_is_answered_to_a_decimal(said: str, kept: str) -> None:
    session = begun("| survey |\n| | type | name | label |\n| | decimal | d | D |\n")
    assert bool(session.answer(said)) == (kept == "")
    assert session.values()["/data/d"] == kept


def test_a_sum_with_a_word_in_it_is_no_number() -> None:
    rows = "| | calculate | s | | sum(${d}) |\n| | text | d | D | |\n"
    session = begun(f"| survey |\n| | type | name | label | calculation |\n{rows}")
    session.answer("seven")
    assert session.values()["/data/s"] == ""


@pytest.mark.parametrize("seed", range(12))
def test_a_settled_form_drawn_by_chance_meets_no_point(seed: int) -> None:
    paper = filled(seed, settled=True)
    assert not meets_a_point(paper)
    assert paper == filled(seed, settled=True)


def test_forms_that_meet_a_point_are_not_the_settled_ones() -> None:
    paper = next(meeting_a_point())
    assert meets_a_point(paper)
    assert paper.sheets != filled(paper.seed, settled=True).sheets
