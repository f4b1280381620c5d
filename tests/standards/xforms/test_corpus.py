"""Every form of the corpus, walked with its answers: the instance, and what was not relevant."""

import json
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from moeli.standards import xforms
from tests.standards.xforms.conftest import answered, form_of, the_context

CORPUS = Path(__file__).with_name("corpus")


def corpus() -> Iterator[Mapping[str, Any]]:
    for path in sorted(CORPUS.glob("*.toml")):
        yield from tomllib.loads(path.read_text(encoding="utf-8"))["form"]


def made(case: Mapping[str, Any]) -> xforms.Form:
    files = {name: text.encode() for name, text in case.get("files", {}).items()}
    return form_of(case["sheets"], files)


@pytest.mark.parametrize("case", list(corpus()), ids=lambda case: case["name"])
def test_a_form_gives_the_instance_that_its_answers_make(case: Mapping[str, Any]) -> None:
    session = xforms.begin(made(case), the_context())

    assert answered(session, case["answers"]) == []

    assert session.problems() == ()
    assert session.to_instance_xml().partition("?>")[2] == case["instance"]
    irrelevant = [place for place, holds in session.relevance().items() if not holds]
    assert irrelevant == case["irrelevant"]


@pytest.mark.parametrize("case", list(corpus()), ids=lambda case: case["name"])
def test_a_run_saved_and_resumed_at_every_step_ends_the_same(case: Mapping[str, Any]) -> None:
    form = made(case)
    session = xforms.begin(form, the_context())
    left = dict(case["answers"])
    while not session.finished:
        session = xforms.resume(form, the_context(), json.loads(json.dumps(session.save())))
        step = session.current
        begins = step.key.replace("[+]", f"[{step.count + 1}]/")
        if step.kind == "repeat" and any(place.startswith(begins) for place in left):
            session.add_repeat()
            continue
        while asked := [q.path for q in session.current.questions if q.path in left]:
            assert session.answer(left.pop(asked[0]), asked[0]) == ()
        assert session.next() == ()
    assert session.to_instance_xml().partition("?>")[2] == case["instance"]


@pytest.mark.parametrize("case", list(corpus()), ids=lambda case: case["name"])
def test_what_was_submitted_is_read_back_without_a_problem(case: Mapping[str, Any]) -> None:
    form = made(case)
    session, problems = xforms.submitted(form, case["instance"].encode(), the_context())
    assert problems == ()
    assert session.to_instance_xml().partition("?>")[2] == case["instance"]


def test_there_are_a_hundred_forms_with_names_of_their_own() -> None:
    names = [case["name"] for case in corpus()]
    assert len(names) >= 100
    assert len(set(names)) == len(names)
