"""A moment that stands still, chance that is known, and forms written as tables."""

from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from moeli.standards import xforms

MASERU = timezone(timedelta(hours=2))
NOW = datetime(2026, 11, 25, 8, 30, tzinfo=MASERU)
UUID = "00000000-0000-4000-8000-000000000000"


def the_context() -> xforms.Context:
    return xforms.Context(
        now=lambda: NOW,
        random=lambda: 0.5,
        uuid=lambda: UUID,
        properties={"deviceid": "moeli:1", "username": "lineo"},
    )


def form_of(sheets: str, files: Mapping[str, bytes] | None = None) -> xforms.Form:
    """The form of a workbook written as Markdown tables; nothing of it is refused."""
    report = xforms.lint(sheets.encode(), files or {})
    refused = [each for each in report.findings if xforms.severity(each) == "error"]
    assert refused == []
    assert report.form is not None
    return report.form


def survey(columns: str, *rows: str, choices: tuple[str, ...] = ()) -> str:
    """A sheet `survey`, and `choices` of (list_name, name, label) if given."""
    lines = ["| survey |", f"| | {columns} |", *(f"| | {row} |" for row in rows)]
    if choices:
        lines += ["| choices |", "| | list_name | name | label |"]
        lines += [f"| | {row} |" for row in choices]
    return "\n".join(lines) + "\n"


def begun(sheets: str, language: str | None = None) -> xforms.Session:
    return xforms.begin(form_of(sheets), the_context(), language)


def answered(session: xforms.Session, answers: Mapping[str, Any]) -> list[xforms.Problem]:
    """Walk to the end with answers by place; what was refused on the way."""
    left, refused = dict(answers), []
    while not session.finished:
        step = session.current
        begins = step.key.replace("[+]", f"[{step.count + 1}]/")
        if step.kind == "repeat" and any(place.startswith(begins) for place in left):
            session.add_repeat()
            continue
        while asked := [q.path for q in session.current.questions if q.path in left]:
            refused += session.answer(left.pop(asked[0]), asked[0])
        stopped = session.next()
        if stopped:
            return [*refused, *stopped]
    assert left == {}, "answers that no step asked for"
    return refused


@pytest.fixture
def context() -> xforms.Context:
    return the_context()
