"""Each form's worked runs, through `./moeli forms run`: the submission and every reckoned value."""

import json
import re
from contextlib import redirect_stdout
from io import StringIO
from typing import Any

import pytest

from moeli.cli import main
from moeli.standards import xforms
from tests.forms.content.conftest import CONTENT, NAMES, Worked, form, workbook, worked
from tests.standards.xforms.conftest import answered, the_context

_NOW = "2026-11-25T08:30+02:00"
_UUID = re.compile(r"uuid:[0-9a-f-]{36}")
_SPOKEN = re.compile(r"<(words|proposed_words)>[^<]*")


def _moeli(*words: str) -> tuple[int, Any]:
    with redirect_stdout(StringIO()) as said:
        code = main(("forms", *words, "--json"))
    return code, json.loads(said.getvalue())


@pytest.mark.parametrize("run", worked(), ids=lambda run: f"{run.form}-{run.case}")
def test_a_worked_run_gives_its_submission_and_its_values(run: Worked) -> None:
    words = ("run", str(workbook(run.form)), "--answers", str(run.answers_file), "--now", _NOW)
    code, told = _moeli(*words)
    assert (code, told["finished"], told["problems"], told["unused"]) == (0, True, [], [])
    assert _UUID.sub("uuid:", told["instance"]) == run.submission.strip()
    assert {place: told["values"].get(place) for place in run.values} == run.values


@pytest.mark.parametrize("name", NAMES)
def test_the_worked_runs_of_a_form_reach_each_of_its_calculations(name: str) -> None:
    reached = {
        place.partition("[")[0] + place.partition("]")[2]
        for run in worked()
        if run.form == name
        for place, value in run.values.items()
        if value
    }
    reckoned = {
        "/" + "/".join(path)
        for path, bind in form(name).binds.items()
        if bind.calculate and path not in form(name).controls and not path[-1].endswith("_count")
    }
    assert {place for place in reckoned if "/meta/" not in place} == reached


@pytest.mark.parametrize("run", worked(), ids=lambda run: f"{run.form}-{run.case}")
def test_the_same_answers_in_sesotho_submit_the_same_but_for_words(run: Worked) -> None:
    session = xforms.begin(form(run.form), the_context(), "Sesotho (st)")
    assert answered(session, run.answers) == []
    ours = _SPOKEN.sub("", _UUID.sub("uuid:", session.to_instance_xml()))
    assert ours == _SPOKEN.sub("", run.submission.strip())


def test_every_form_is_loaded_and_walked_to_its_end() -> None:
    code, told = _moeli("conformance", str(CONTENT))
    assert code == 0
    count = len(NAMES)
    assert told == {"forms": count, "load": count, "walk": count, "geo": 0, "failures": []}
