"""Walk a form to its end with answers made up to satisfy it: does the engine carry it?"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from math import isnan
from random import Random

from moeli.standards.xforms.context import Context
from moeli.standards.xforms.form import Form
from moeli.standards.xforms.problems import FormError, Problem
from moeli.standards.xforms.session import Session, begin
from moeli.standards.xforms.steps import Question, Step
from moeli.standards.xforms.xpath.syntax import Expression, Literal, Negation, parts
from moeli.standards.xforms.xpath.values import number, string

_MOST_STEPS = 20_000
_ROUNDS = 8  # attempts at a step whose questions restrict each other
_ATTEMPTS = 4
_FEW = 9  # words that one attempt begins with
_WORDS = (
    *("Lineo", "Thabo", "1", "yes", "Maseru 100", "a@b.ls", "+26658123456", "58123456", "A1"),
    *"bacdefghijklmnopqrstuvwxyz",
)


@dataclass(frozen=True, slots=True)
class Walked:
    """Whether the end was reached, where it stuck otherwise, and the session as it stands."""

    reached: bool
    why: Problem | None
    session: Session | None


@dataclass(frozen=True, slots=True)
class _Trial:
    """One way of making answers up: a later `attempt` takes other words and adds more."""

    form: Form
    random: Random
    attempt: int
    grown: dict[str, int] = field(default_factory=dict)


def walked(form: Form, context: Context, seed: int = 1) -> Walked:
    """Answer every step; a repeat that may grow gets one more instance.

    Where that leads into a corner (a list that an earlier answer emptied), other answers are tried.
    """
    found: list[Walked] = []
    for attempt in range(_ATTEMPTS):
        random = Random(seed + attempt)  # noqa: S311 -- made-up answers, no secret
        found.append(_tried(context, _Trial(form, random, attempt)))
        if found[-1].reached:
            return found[-1]
    return found[0]


def _tried(context: Context, trial: _Trial) -> Walked:
    try:
        session = begin(trial.form, context)
    except FormError as error:
        return Walked(False, error.problems[0], None)
    for _ in range(_MOST_STEPS):
        step = session.current
        if step.kind == "end":
            left = session.problems()
            return Walked(not left, left[0] if left else None, session)
        stuck = _stepped(session, step, trial)
        if stuck:
            return Walked(False, stuck, session)
    return Walked(False, Problem("too_many_nodes"), session)


def _stepped(session: Session, step: Step, trial: _Trial) -> Problem | None:
    if step.kind == "repeat" and trial.grown.get(step.key, 0) <= trial.attempt:
        trial.grown[step.key] = trial.grown.get(step.key, 0) + 1
        problems = session.add_repeat()
        return problems[0] if problems else None
    for _ in range(_ROUNDS):
        _answered(session, trial)
        problems = session.next()
        if not problems:
            return None
    return problems[0]


def _answered(session: Session, trial: _Trial) -> None:
    asked: set[str] = set()
    while True:
        # An answer can bring up or take away other questions of the same page.
        open_ = [q for q in session.current.questions if q.path not in asked and not q.readonly]
        if not open_:
            return
        asked.add(open_[0].path)
        for candidate in _candidates(open_[0], session, trial):
            if not session.answer(candidate, open_[0].path):
                break


def _candidates(question: Question, session: Session, trial: _Trial) -> Iterator[str | list[str]]:
    random = trial.random
    values = [choice.value for choice in question.choices]
    match question.kind:
        case "select1":
            random.shuffle(values)
            yield from values[:200]
        case "select":
            random.shuffle(values)
            yield from ([value] for value in values[:20])
            yield from (values[:size] for size in range(2, min(len(values), 20) + 1))
        case "rank":
            yield values
            yield values[::-1]
        case "trigger":
            yield "OK"
        case "range":
            start, end = _bounds(question)
            step = number(question.bounds.get("step", "1"))
            steps = 0 if isnan(step) or not step else int(abs((end - start) / step))
            for at in dict.fromkeys((random.randint(0, steps), 0, steps, steps // 2)):
                yield string(round(start + at * abs(step) * (1 if end >= start else -1), 9))
        case _:
            yield from _typed(question, session, trial)


def _bounds(question: Question) -> tuple[float, float]:
    """The ends of a scale; one that is open ends where the other one is."""
    start, end = (number(question.bounds.get(each, "")) for each in ("start", "end"))
    known = next((bound for bound in (start, end) if not isnan(bound)), 1.0)
    return (known if isnan(start) else start), (known if isnan(end) else end)


_WHOLE = (*range(13), 18, 25, 30, 50, 100, 1000, 2000, 10_000, 58_123_456)
_PLAIN = {
    "decimal": ("1", "0.5", "10", "25", "100"),
    "time": ("08:30", "12:00", "00:00", "23:59"),
    "boolean": ("true", "false"),
    "binary": ("picture.jpg",),
}
_DAYS = (0, 1, -1, 7, -7, 30, -30, 365, -365, -7_000, -12_000, 7_000)


def _typed(question: Question, session: Session, trial: _Trial) -> Iterator[str]:
    if question.value:
        yield question.value
    hints = _hints(question, trial.form)
    moments = (session.moment + timedelta(days=days) for days in _DAYS)
    match question.type:
        case "int":
            yield from (str(int(hint)) for hint in (*hints, *_WHOLE))
        case "date":
            yield from (moment.date().isoformat() for moment in moments)
        case "dateTime":
            yield from (moment.isoformat(timespec="milliseconds") for moment in moments)
        case type_ if type_ in _PLAIN:
            yield from (string(hint) for hint in hints if type_ == "decimal")
            yield from _PLAIN[type_]
        case _:
            at = trial.attempt * _FEW
            yield from (*_WORDS[at:], *_WORDS[:at], *(string(hint) for hint in hints))
            yield from (letter * size for size in (2, 3, 5, 8, 10, 13, 20) for letter in "1a")


def _hints(question: Question, form: Form) -> list[float]:
    """Numbers that the constraint mentions, with their neighbours."""
    path = tuple(word.partition("[")[0] for word in question.path.strip("/").split("/"))
    bind = form.binds.get(path)
    if bind is None or bind.constraint is None:
        return []
    named = [
        value for part in parts(bind.constraint.syntax) if (value := _figure(part)) is not None
    ]
    near = [value + by for value in named for by in (0.0, 1.0, -1.0)]
    return near + [one + other for one in named for other in named if one != other][:20]


def _figure(part: Expression) -> float | None:
    match part:
        case Literal(float(value)):
            return value
        case Literal(str(text)) if not isnan(number(text)):
            return number(text)
        case Negation(Literal(float(value))):
            return -value
    return None
