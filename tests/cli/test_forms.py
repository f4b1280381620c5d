"""`./moeli forms` as an author and a program meet it: in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.standards.xforms.test_corpus import corpus

_ROOT = Path(__file__).resolve().parents[2]
_SHEETS = """| survey |
| | type | name | label | relevant | calculation |
| | select_one yn | ok | OK? | | |
| | begin_repeat | child | Child | ${ok} = 'yes' | |
| | integer | age | Age | | |
| | end_repeat | | | | |
| | calculate | sum | | | sum(${age}) |
| choices |
| | list_name | name | label |
| | yn | yes | Yes |
| | yn | no | No |
"""


def _moeli(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "moeli", "forms", *words],
        env=os.environ | {"PYTHONPATH": str(_ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )


def _told(*words: str) -> tuple[int, Any]:
    done = _moeli(*words, "--json")
    return done.returncode, json.loads(done.stdout)


@pytest.fixture
def form(tmp_path: Path) -> Path:
    path = tmp_path / "form.md"
    path.write_text(_SHEETS, encoding="utf-8")
    return path


def test_a_sound_form_is_0_and_a_mistake_is_1_with_its_cell(form: Path) -> None:
    assert _told("lint", str(form)) == (0, {"sound": True, "findings": []})
    form.write_text(_SHEETS.replace("'yes'", "'nonne'"), encoding="utf-8")
    code, told = _told("lint", str(form), "--language", "st")
    assert (code, told["sound"]) == (1, False)
    finding = told["findings"][0]
    assert (finding["code"], finding["sheet"], finding["row"]) == ("choice_missing", "survey", 3)
    assert finding["text"] == "ok ha e na khetho nonne; e fana ka: no, yes"
    spoken = _moeli("lint", str(form)).stdout
    assert "error    survey 3, relevant: ok has no choice nonne" in spoken
    assert "form.md: 1 error, 1 warning, 0 advice" in spoken


def test_a_run_prints_the_submission_and_every_value(form: Path) -> None:
    answers = form.with_name("answers.json")
    given = {"/data/ok": "yes", "/data/child[1]/age": 3, "/data/child[2]/age": 4}
    answers.write_text(json.dumps(given), encoding="utf-8")
    code, told = _told("run", str(form), "--answers", str(answers))
    assert (code, told["finished"], told["problems"], told["unused"]) == (0, True, [], [])
    assert told["values"]["/data/sum"] == "7"
    assert "<child><age>3</age></child><child><age>4</age></child>" in told["instance"]
    assert told["relevance"]["/data/child[2]"] is True


def test_an_answer_that_is_refused_or_never_asked_for_is_1(form: Path) -> None:
    answers = form.with_name("answers.json")
    answers.write_text('{"/data/ok": "maybe", "/data/nothing": 1}', encoding="utf-8")
    code, told = _told("run", str(form), "--answers", str(answers))
    assert code == 1
    assert [problem["code"] for problem in told["problems"]] == ["not_offered"]
    assert told["unused"] == ["/data/nothing"]


def test_files_that_cannot_be_read_are_2_or_a_sentence(form: Path) -> None:
    assert _moeli("lint", str(form.with_name("absent.xlsx"))).returncode == 2
    answers = form.with_name("answers.json")
    answers.write_text("[1", encoding="utf-8")
    done = _moeli("run", str(form), "--answers", str(answers))
    assert (done.returncode, "JSON object" in done.stderr) == (2, True)
    answers.write_bytes(b"\x00not a workbook")
    broken = answers.rename(form.with_name("broken.xlsx"))
    done = _moeli("run", str(broken))
    assert (done.returncode, done.stderr.split(":")[0]) == (1, "error    form")


def test_every_form_of_the_corpus_loads_and_is_walked_and_geo_is_counted_apart(
    tmp_path: Path,
) -> None:
    count = 0
    for at, case in enumerate(corpus()):
        folder = tmp_path / str(at)
        folder.mkdir()
        (folder / "form.md").write_text(case["sheets"], encoding="utf-8")
        for name, text in case.get("files", {}).items():
            (folder / name).write_text(text, encoding="utf-8")
        count += 1
    geo = _SHEETS.replace("| integer | age", "| geopoint | age")
    (tmp_path / "geo.md").write_text(geo, encoding="utf-8")
    (tmp_path / "broken.md").write_text(_SHEETS.replace("sum(", "sums("), encoding="utf-8")
    code, told = _told("conformance", str(tmp_path))
    failures = told.pop("failures")
    assert told == {"forms": count + 2, "load": count, "walk": count, "geo": 1}
    assert [(each["file"], each["at"]) for each in failures] == [("broken.md", "load")]
    assert code == 1
