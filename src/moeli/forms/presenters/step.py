"""A run at one of its steps, and at its end: what templates show."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from uuid import UUID

from django.urls import reverse

from moeli.forms.presenters.attached import Attached, Where, attached
from moeli.forms.presenters.fields import Field, amiss, field, widget_of
from moeli.forms.presenters.tongues import Tongue, tongue, tongues
from moeli.forms.presenters.words import words_of
from moeli.forms.running import Problems, by_place
from moeli.forms.selectors import OpenRun
from moeli.standards import xforms
from moeli.standards.xforms import Question, Step

_UNTIMED: Mapping[str, float] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class StepPage:
    """One step: its fields, where it stands in the run, the languages there are."""

    run: UUID
    title: str
    kind: str
    key: str
    turn: int
    at: int
    steps: int
    headings: tuple[str, ...]
    instance: int
    fields: tuple[Field, ...]
    repeat: str
    instances: int
    tongue: Tongue
    tongues: tuple[Tongue, ...]
    first: bool

    @property
    def numbers(self) -> range:
        """The numbers of the instances that the step asks about."""
        return range(1, self.instances + 1)

    @property
    def takes_files(self) -> bool:
        """Whether a file may be sent with the step."""
        return any(each.widget == "file" for each in self.fields)

    @property
    def problems(self) -> list[Field]:
        """The fields with which something is amiss."""
        return [each for each in self.fields if each.error]


@dataclass(frozen=True, slots=True)
class Answered:
    """One line of a review: what was asked, what was answered, where to change it."""

    label: str
    answer: str
    at: int
    error: str = ""
    seconds: int = 0
    attached: Attached | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """Answers under one heading."""

    heading: str
    lines: tuple[Answered, ...]


def step_page(run: OpenRun, turn: int, problems: Problems = ()) -> StepPage:
    """The step at which the session stands."""
    step = run.session.current
    at, steps = run.session.progress()
    return StepPage(
        run=run.row.id,
        title=run.row.title,
        kind=step.kind,
        key=step.key,
        turn=turn,
        at=at,
        steps=steps,
        headings=step.headings,
        instance=_instance(step),
        fields=tuple(_fields(run, step, problems)),
        repeat=step.label,
        instances=step.count,
        tongue=tongue(run.session.language),
        tongues=tuple(tongues(run.session.form.languages)),
        first=at == 0,
    )


def review(
    session: xforms.Session,
    *,
    with_problems: bool,
    times: Mapping[str, float] = _UNTIMED,
    where: Where = str,
) -> list[Part]:
    """Every answer in its order, by headings; a note without a value is no answer.

    The seconds of a step stand at its first answer; `where` gives the address of a file.
    """
    amiss_at = by_place(session.problems()) if with_problems else {}
    parts: list[tuple[str, list[Answered]]] = []
    for at, step in enumerate(session.steps()):
        heading = " · ".join(step.headings)
        number = _instance(step)
        heading = f"{heading} {number}" if number and heading else heading
        counting = [each for each in step.questions if _counts(each)]
        lines = [_answered(each, at, amiss_at, where) for each in counting]
        lines[:1] = [replace(each, seconds=round(times.get(step.key, 0))) for each in lines[:1]]
        if lines and (not parts or parts[-1][0] != heading):
            parts.append((heading, []))
        if lines:
            parts[-1][1].extend(lines)
    return [Part(heading, tuple(lines)) for heading, lines in parts]


def unplaced(session: xforms.Session) -> list[str]:
    """What keeps a run from being finished and belongs to no question that is shown."""
    shown = {each.path for step in session.steps() for each in step.questions}
    return [amiss(each) for each in session.problems() if each.where not in shown]


def _answered(
    question: Question, at: int, amiss_at: Mapping[str, xforms.Problem], where: Where
) -> Answered:
    problem = amiss_at.get(question.path)
    error = amiss(problem) if problem else ""
    file = attached(question.value, where) if question.kind == "upload" else None
    return Answered(question.label.text, words_of(question), at, error, attached=file)


def sent_to(run: UUID) -> Where:
    """Where the files of a run are served, by their names."""
    return lambda name: reverse("form_answer_file", args=[run, name])


def _counts(question: Question) -> bool:
    return widget_of(question) != "note" or bool(question.value)


def _fields(run: OpenRun, step: Step, problems: Problems) -> Iterator[Field]:
    amiss_at = by_place(problems)

    def address(name: str) -> str:
        return reverse("form_run_file", args=[run.row.id, name])

    for number, question in enumerate(step.questions, start=1):
        typed = run.kept.typed.get(question.path)
        amiss_here, where = amiss_at.get(question.path), sent_to(run.row.id)
        yield field(question, number, address, typed, amiss_here, where)


def _instance(step: Step) -> int:
    """The number of the innermost instance of a repeat that a step lies in; 0 outside."""
    place = step.questions[0].path if step.questions else ""
    found = [part.partition("[")[2].rstrip("]") for part in place.split("/") if "[" in part]
    return int(found[-1]) if found and found[-1].isdecimal() else 0
