"""Beside JavaRosa, the engine of ODK Collect, which pyxform brings along: the same values and
the same submissions, for every case and every form of the corpus that does not say why not."""

import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import pyxform

from moeli.standards import xforms
from tests.standards.xforms.apart import met, parting, points, ways
from tests.standards.xforms.conftest import the_context
from tests.standards.xforms.drawn import drawn
from tests.standards.xforms.test_corpus import corpus, made
from tests.standards.xforms.test_xpath_cases import WORLD, cases

ROOT = Path(__file__).resolve().parents[3]
JAR = Path(pyxform.__file__).parent / "validators" / "odk_validate" / "bin" / "ODK_Validate.jar"
pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not shutil.which("javac") or not JAR.exists(), reason="needs a JDK"),
]


@pytest.fixture(scope="module")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("javarosa")
    source = ROOT / "tools" / "peers" / "JavaRosa.java"
    subprocess.run(["javac", "-cp", str(JAR), "-d", str(folder), str(source)], check=True)
    return folder


def javarosa(driver: Path, mode: str, form: Path, given: str, *, check: bool = True) -> str:
    done = subprocess.run(
        [
            "java",
            "-XX:TieredStopAtLevel=1",
            "-Duser.timezone=Africa/Maseru",
            "-cp",
            f"{JAR}:{driver}",
            "JavaRosa",
            mode,
            str(form),
        ],
        input=given,
        capture_output=True,
        text=True,
        check=check,
    )
    return done.stdout


def test_every_case_has_the_value_that_phones_give_it(driver: Path) -> None:
    table = cases()
    given = "".join(f"{case.at}\t{case.expression}\n" for case in table)
    kinds = ("boolean", "number", "string", "date", "error")
    told = [
        line
        for line in javarosa(driver, "expressions", WORLD, given).splitlines()
        if line.split("\t")[0] in kinds
    ]
    assert len(told) == len(table)
    differing = {
        case.expression
        for case, line in zip(table, told, strict=True)
        if line.split("\t", 1)[1] != case.value
    }
    assert differing == {case.expression for case in table if case.phone != "="}
    assert len(differing) * 8 < len(table)


@pytest.mark.parametrize("case", list(corpus()), ids=lambda case: case["name"])
def test_every_form_gives_the_submission_that_phones_give(
    case: Mapping[str, Any], driver: Path, tmp_path: Path
) -> None:
    if "phone" in case:
        pytest.skip(case["phone"])
    made(case)
    files = {name: text.encode() for name, text in case.get("files", {}).items()}
    path = tmp_path / "form.xml"
    path.write_bytes(xforms.lint(case["sheets"].encode(), files).xform)
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    told = javarosa(driver, "walk", path, "".join(_lines(case["answers"])))
    assert _plain(told) == _plain(case["instance"])


@pytest.mark.parametrize("seed", range(0, 100, 20))
def test_forms_drawn_by_chance_give_what_phones_give(
    seed: int, driver: Path, tmp_path: Path
) -> None:
    """But for the points of `cases/apart.toml` at which phones part."""
    path, compared = tmp_path / "form.xml", 0
    for each in range(seed, seed + 20):
        report = xforms.lint(drawn(each).encode())
        assert report.sound, drawn(each)
        path.write_bytes(report.xform)
        given = _given(_walked(report.form, each))
        told = javarosa(driver, "walk", path, "".join(_lines(given)), check=False)
        if told:  # it gives up where a function meets a value of another type; ours goes on
            compared += 1
            assert _same_somehow(report.form, each, _with_dates_alone(_plain(told))), drawn(each)
    assert compared >= 18


def test_phones_part_where_the_table_says(driver: Path, tmp_path: Path) -> None:
    sheets, answers = met()
    path = tmp_path / "form.xml"
    path.write_bytes(xforms.lint(sheets.encode()).xform)
    told = javarosa(driver, "walk", path, "".join(_lines(answers)))
    assert "<tenth>30.0</tenth>" in told
    assert "<reckoned>30</reckoned>" in told  # a calculation loses its point there
    for point in points():
        found = re.search(f"<{point.name}>(.*?)</{point.name}>", told)
        assert (found[1] if found else "") == point.phones, point.name


def _walked(form: xforms.Form | None, seed: int) -> xforms.Session:
    assert form is not None
    walked = xforms.walked(form, the_context(), seed)
    assert walked.reached, walked.why
    assert walked.session is not None
    return walked.session


def _same_somehow(form: xforms.Form | None, seed: int, told: str) -> bool:
    for names in ways("phones"):
        with parting(*names):
            if _plain(_walked(form, seed).to_instance_xml()) == told:
                return True
    return False


def _given(session: xforms.Session) -> dict[str, str]:
    asked = (question for step in session.steps() for question in step.questions)
    return {each.path: each.value for each in asked if each.value and not each.readonly}


def _with_dates_alone(xml: str) -> str:
    """JavaRosa writes a date in a text with its midnight."""
    return xml.replace("T00:00:00.000+02:00", "")


def _lines(answers: Mapping[str, Any]) -> list[str]:
    """A line for each answer, and one for each instance of a repeat that must be added."""
    places = dict.fromkeys(
        found[1] for place in answers if (found := re.match(r"(.*\[\d+\])/", place))
    )
    wanted = [f"{place}\t1\n" for place in places] + [f"{k}\t{v}\n" for k, v in answers.items()]
    return [line.replace("[1]", "") for line in wanted]


def _plain(xml: str) -> str:
    """Without declaration, unused namespaces and the drawn identifier."""
    text = re.sub(r"<\?xml[^>]*>|\sxmlns:\w+=\"[^\"]*\"", "", xml).replace(" />", "/>")
    return re.sub(r"uuid:[0-9a-f-]{36}", "uuid:", text).strip()
