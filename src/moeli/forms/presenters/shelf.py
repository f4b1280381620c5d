"""Editions, uploads, runs and findings as lists show them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from moeli.forms import rules
from moeli.forms.editions.reading import Edition as Read
from moeli.forms.models import Draft, Edition, Run
from moeli.forms.presenters.tongues import ui_language
from moeli.platform import clock
from moeli.platform.access import places
from moeli.platform.room import PublicationProblem
from moeli.standards import xforms
from moeli.standards.xforms import Problem

_IN_FORCE = _("In force")
_TONES = {"error": "bad", "warning": "warn", "advice": "neutral"}
_WORDS = {"error": _("Refused"), "warning": _("Look twice"), "advice": _("Advice")}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to be said of a form: where, what, and how to mend it."""

    tone: str
    word: Promise
    sentence: str
    mend: str
    sheet: str = ""
    row: int = 0
    column: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class EditionLine:
    """An edition with where it stands today."""

    row: Edition
    state: Promise
    tone: str
    scope: str
    unverified: bool
    read_by_others: bool
    people: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RunLine:
    """A run in a list."""

    row: Run
    place: str
    at: datetime
    behind: int = 0
    steps: int = 0


def findings(read: Read) -> list[Finding]:
    """The linter's findings and this room's own, those that refuse the form first."""
    own = [_own(each, "error") for each in read.refusals]
    own += [_own(each, "warning") for each in read.remarks]
    order = list(_TONES.values())
    return sorted([*own, *map(_finding, read.findings)], key=lambda each: order.index(each.tone))


def refusals(problems: Iterable[PublicationProblem]) -> list[Finding]:
    """Why a file was not even read."""
    return [_own(each, "error") for each in problems]


def edition_lines(rows: Sequence[Edition], names: Mapping[str, str]) -> list[EditionLine]:
    """Editions, the newest of each form first, each with where it stands today."""
    today, found = clock.today(), list[EditionLine]()
    settled: set[str] = set()
    for row in rows:
        state, tone = _standing(row, today, row.form in settled)
        if row.effective_from <= today:
            settled.add(row.form)
        found.append(edition_line(row, names, state, tone))
    return found


def edition_line(
    row: Edition, names: Mapping[str, str], state: Promise = _IN_FORCE, tone: str = "good"
) -> EditionLine:
    """One edition."""
    held = rules.scope(row.scope, clock.today())
    people = {
        "staged_by": names.get(row.staged_by, ""),
        "approved_by": ", ".join(names.get(each, "") for each in row.approved_by),
    }
    label, others = held.label(ui_language()), held.value["readers"] == rules.PLACE
    return EditionLine(row, state, tone, label, not held.verified, others, people)


def open_lines(rows: Iterable[tuple[Run, Draft]]) -> list[RunLine]:
    """Runs that go on."""
    return [
        RunLine(run, _place(run), draft.saved_at, draft.behind, draft.steps) for run, draft in rows
    ]


def finished_lines(rows: Iterable[Run]) -> list[RunLine]:
    """Runs that are finished."""
    return [RunLine(run, _place(run), run.finished_at or run.begun_at) for run in rows]


def _standing(row: Edition, today: date, overtaken: bool) -> tuple[Promise, str]:
    if overtaken:
        return _("Replaced"), "neutral"
    return (_IN_FORCE, "good") if row.effective_from <= today else (_("To come"), "wait")


def _place(run: Run) -> str:
    return places.name_of(run.place) if run.place else ""


def _finding(problem: Problem) -> Finding:
    language, severity = ui_language(), xforms.severity(problem)
    return Finding(
        _TONES[severity],
        _WORDS[severity],
        xforms.sentence(problem, language),
        xforms.mend(problem, language),
        problem.sheet,
        problem.row,
        problem.column,
        "" if problem.row else problem.where,
    )


def _own(problem: PublicationProblem, severity: str) -> Finding:
    return Finding(
        _TONES[severity], _WORDS[severity], str(problem.sentence), "", where=problem.where
    )
