"""Indicators start questions: nothing is added up, no origin counts, fear stops everything."""

import csv
import re
from itertools import product
from random import Random

import pytest

from moeli.standards import xforms
from moeli.standards.xforms.lint.logic import rules
from tests.forms.content.conftest import CONTENT, form
from tests.standards.xforms.conftest import answered, the_context

_ADDS = re.compile(r"[+*<>]|\bsum\(|\bcount\(|\bdiv\b")
_ORIGIN = re.compile(r"nationality|citizen|ethnic|\bsex\b|gender|religion|origin", re.IGNORECASE)
_PROPOSALS = {"ordinary", "talk_apart", "tell_now"}
_ASKED = {
    "heard": ("nobody", "move", "cannot"),
    "may": ("yes", "not_now"),
    "safe": ("yes", "no", "unsure", "rather_not"),
    "journey/arranged": ("self", "near", "work", "stranger", "rather_not"),
    "journey/papers": ("me", "lent", "kept", "rather_not"),
    "journey/going": ("yes", "partly", "no", "rather_not"),
    "journey/owed": ("none", "agreed", "open", "rather_not"),
}


def screened(given: dict[str, str]) -> xforms.Session:
    """The border's questions with these answers, as far as they are asked."""
    session = xforms.begin(form("border_screening"), the_context())
    while not session.finished:
        for question in session.current.questions:
            name = question.path.removeprefix("/data/")
            if question.choices:
                assert session.answer(given.get(name, "ordinary"), question.path) == ()
        assert session.next() == ()
    return session


def asked(session: xforms.Session) -> list[str]:
    every = (question for step in session.steps() for question in step.questions)
    return [question.path.removeprefix("/data/") for question in every if question.choices]


def test_at_most_eight_questions_are_asked_on_any_way() -> None:
    controls = [c for c in form("border_screening").controls.values() if c.kind != "note"]
    assert sum(bool(c.items or c.itemset) for c in controls) == 8
    everything = {name: values[0] for name, values in _ASKED.items()}
    assert len(asked(screened(everything))) == 8


@pytest.mark.parametrize(
    ("given", "until"),
    [({"heard": "cannot"}, ["heard"]), ({"safe": "no"}, ["heard", "may", "safe"])],
)
def test_fear_or_a_controlling_companion_stops_the_questions(
    given: dict[str, str], until: list[str]
) -> None:
    session = screened({"heard": "nobody", "may": "yes", **given})
    assert asked(session) == [*until, "next"]
    assert session.values()["/data/proposed"] == "tell_now"


def test_declining_ends_the_questions_and_proposes_the_ordinary_procedure() -> None:
    session = screened({"heard": "nobody", "may": "not_now"})
    assert asked(session) == ["heard", "may", "next"]
    assert session.values()["/data/proposed"] == "ordinary"
    nothing_said = dict.fromkeys(_ASKED, "rather_not") | {"heard": "nobody", "may": "yes"}
    assert screened(nothing_said).values()["/data/proposed"] == "ordinary"


def test_whatever_is_answered_one_of_three_things_is_proposed_and_the_officer_decides() -> None:
    ways = list(product(*_ASKED.values()))
    for way in Random(6).sample(ways, 150):
        given = dict(zip(_ASKED, way, strict=True))
        session = screened({**given, "next": "talk_apart"})
        values = session.values()
        assert values["/data/proposed"] in _PROPOSALS
        assert values["/data/next"] == "talk_apart"
        stopped = given["heard"] == "cannot" or (given["may"], given["safe"]) == ("yes", "no")
        assert (values["/data/proposed"] == "tell_now") == stopped


def test_every_way_through_the_borders_questions_ends_with_the_same_words() -> None:
    ends = set()
    for given in ({"heard": "cannot"}, {"may": "not_now"}, {"safe": "no"}, {}):
        first = {name: values[0] for name, values in _ASKED.items()}
        steps = list(screened(first | given).steps())
        ends.add((steps[-2].questions[0].label.text, steps[-1].questions[0].label.text))
    assert len(ends) == 1


@pytest.mark.parametrize("name", ["border_screening", "indicator_interview"])
def test_no_rule_adds_up_compares_amounts_or_looks_at_where_somebody_comes_from(name: str) -> None:
    for what, path, rule in rules(form(name)):
        if what == "constraint" or path[-1] in ("code", "mark", "mark_count", "again"):
            continue  # bounds of an answer, and which mark of the list is looked at
        assert not _ADDS.search(rule.source), path
        assert not _ORIGIN.search(rule.source), path
    assert not [path for path in form(name).binds if _ORIGIN.search(path[-1])]


def test_age_sex_and_side_move_no_figure_of_the_survey() -> None:
    own = re.compile(r"/(age|sex|side|contact)\b")
    assert [
        path for _, path, rule in rules(form("readiness_survey")) if own.search(rule.source)
    ] == []


def test_the_130_indicators_are_there_once_each_and_bear_on_a_known_element() -> None:
    path = CONTENT / "indicator_interview" / "indicators.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert "".join(sorted(row["family"] for row in rows)) == "".join(
        letter * count
        for letter, count in zip("BCDFGLST", (15, 18, 11, 11, 35, 17, 16, 7), strict=True)
    )
    assert len({row["name"] for row in rows}) == len(rows)
    assert len({row["en"] for row in rows}) == len(rows)
    assert {row["element"] for row in rows} == {"act", "means", "purpose", "setting"}
    assert all(
        row["name"].startswith(row["family"]) and row["name"] in row["source"] for row in rows
    )


def test_a_child_or_a_missing_trusted_interpreter_waits_before_anything_is_asked() -> None:
    calm = {
        "agency": "cgpu",
        "asked_before": 0,
        "age": "no",
        "heard": "nobody",
        "interpreter": "none",
    }
    mends = (
        {"age": "yes", "social_worker": "no"},
        {"age": "unsure", "social_worker": "no"},
        {"heard": "cannot"},
        {"interpreter": "objects"},
    )
    for mend in mends:
        session = xforms.begin(form("indicator_interview"), the_context())
        before = {f"/data/before/{name}": value for name, value in {**calm, **mend}.items()}
        assert answered(session, {**before, "/data/next": "mend"}) == []
        assert session.finished
        assert session.values()["/data/fit"] == "wait"
