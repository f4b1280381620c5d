"""The forms that Moeli brings along, and their worked runs."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from moeli.standards import xforms
from tools.form_content import CONTENT

NAMES = ("border_screening", "identification_quiz", "indicator_interview", "readiness_survey")


@dataclass(frozen=True)
class Worked:
    """One run that somebody worked through by hand."""

    form: str
    case: str

    @property
    def folder(self) -> Path:
        return CONTENT / self.form / "runs"

    @property
    def answers_file(self) -> Path:
        return self.folder / f"{self.case}.answers.json"

    @property
    def answers(self) -> dict[str, Any]:
        return dict(json.loads(self.answers_file.read_text(encoding="utf-8")))

    @property
    def submission(self) -> str:
        return (self.folder / f"{self.case}.xml").read_text(encoding="utf-8")

    @property
    def values(self) -> dict[str, str]:
        return dict(json.loads((self.folder / f"{self.case}.values.json").read_text("utf-8")))


def workbook(name: str) -> Path:
    return CONTENT / name / f"{name}.xlsx"


@cache
def report(name: str) -> xforms.Report:
    return xforms.lint(workbook(name).read_bytes())


def form(name: str) -> xforms.Form:
    found = report(name).form
    assert found is not None
    return found


def worked() -> list[Worked]:
    files = sorted(CONTENT.glob("*/runs/*.answers.json"))
    return [Worked(file.parts[-3], file.name.partition(".")[0]) for file in files]
