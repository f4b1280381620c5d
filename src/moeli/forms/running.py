"""One act on a run: what was typed is answered, and the person goes on, back or away.

It knows no database: a kept run goes in, a kept run comes out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from moeli.forms.answering import answer_of
from moeli.forms.errors import FormError
from moeli.forms.kept import Kept, Typed, context
from moeli.platform.errors import MoeliError
from moeli.standards import xforms

Problems = tuple[xforms.Problem, ...]
REMOVE = "remove"  # what the field of a file holds where the file is to be taken away
MOVES = ("next", "back", "stay", "add", "remove", "language")


@dataclass(frozen=True, slots=True)
class Act:
    """A page that was sent: which step it was, which questions it showed, what stood in them.

    `files` names those that were sent and kept, `refused` says why one was not.
    """

    step: str
    move: str = "next"
    shown: tuple[str, ...] = ()
    given: Typed = field(default_factory=dict)
    value: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    refused: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Taken:
    """`problems` keep the person here; `more` says that new questions have come up on the page."""

    session: xforms.Session
    kept: Kept
    problems: Problems = ()
    more: bool = False


def begun(form: xforms.Form, language: str | None) -> Kept:
    """A new run, kept before its first answer."""
    try:
        return Kept(xforms.begin(form, context(), language).save())
    except xforms.FormError as error:
        raise MoeliError(FormError.BROKEN) from error


def resumed(form: xforms.Form, kept: Kept) -> xforms.Session:
    """The run where it was left. Raises MoeliError `form_run_broken`."""
    try:
        return xforms.resume(form, context(), kept.saved)
    except xforms.FormError as error:
        raise MoeliError(FormError.BROKEN) from error


def taken(form: xforms.Form, kept: Kept, act: Act) -> Taken:
    """The run after an act. Raises MoeliError `form_no_such_step` or `form_run_broken`."""
    session = resumed(form, kept)
    _go(session, act.step)
    typed, refused = _answered(session, act)
    if act.move == "next" and session.current.kind != "end":
        problems, more = _onward(session, act, refused)
    else:
        problems, more = _aside(session, act), False
    still = typed if session.save()["at"] == act.step else {}
    return Taken(session, replace(kept, saved=session.save(), typed=still), problems, more)


def asked(session: xforms.Session, step: str) -> Sequence[xforms.Question]:
    """The questions of a step as they stand. Raises MoeliError `form_no_such_step`."""
    _go(session, step)
    return session.current.questions


def _go(session: xforms.Session, step: str) -> None:
    try:
        session.go(step)
    except ValueError as error:
        raise MoeliError(FormError.NO_SUCH_STEP) from error


def _answered(session: xforms.Session, act: Act) -> tuple[Typed, Problems]:
    """What was typed and not taken, and why."""
    typed: dict[str, tuple[str, ...]] = {}
    refused: list[xforms.Problem] = []
    questions = {each.path: each for each in session.current.questions if not each.readonly}
    for path in (each for each in act.shown if each in questions):
        words = act.given.get(path, ())
        if questions[path].kind == "upload":
            refused += _file(session, act, path)
            continue
        try:
            problems = session.answer(answer_of(questions[path], words), path)
        except ValueError:  # an answer above it has just taken this question away
            continue
        if problems:
            typed[path] = tuple(words)
            refused += problems
    return typed, tuple(refused)


def _file(session: xforms.Session, act: Act, path: str) -> Problems:
    """A file that was sent, or is to be taken away; a field left alone keeps what it has."""
    if path in act.refused:
        return (xforms.Problem("file_refused", path, "answer", message=act.refused[path]),)
    if path not in act.files and REMOVE not in act.given.get(path, ()):
        return ()
    try:
        return session.answer(act.files.get(path, ""), path)
    except ValueError:  # an answer above it has just taken this question away
        return ()


def _onward(session: xforms.Session, act: Act, refused: Problems) -> tuple[Problems, bool]:
    live = [each for each in session.current.questions if not each.readonly]
    fresh = [each for each in live if each.path not in act.shown]
    relevant = {each.path for each in live}
    refused = tuple(each for each in refused if each.where in relevant)
    if fresh and not refused:
        return (), True
    lacking = session.next()
    if refused and not lacking:
        _go(session, act.step)
    named = {each.where for each in refused}
    return (*refused, *(each for each in lacking if each.where not in named)), False


def _aside(session: xforms.Session, act: Act) -> Problems:
    match act.move:
        case "back":
            session.back()
        case "add" if session.current.kind == "repeat":
            return session.add_repeat()
        case "remove" if session.current.kind == "repeat" and act.value.isdecimal():
            _remove(session, int(act.value))
        case "language" if act.value in session.form.languages:
            session.language = act.value
    return ()


def _remove(session: xforms.Session, number: int) -> None:
    step = session.current
    if 1 <= number <= step.count:
        session.remove_repeat(instances(step.key, step.count)[number - 1])


def instances(key: str, count: int) -> Sequence[str]:
    """The places of the instances of the repeat that a step asks about: /data/child[+]."""
    return [f"{key.removesuffix('[+]')}[{number}]" for number in range(1, count + 1)]


def step_of(session: xforms.Session, ordinal: int, furthest: int) -> None:
    """Show an earlier step, by its place among those that are relevant; beyond them, nothing."""
    keys: Sequence[str] = session.keys()
    if 0 <= ordinal <= min(furthest, len(keys) - 1):
        session.go(keys[ordinal])


def by_place(problems: Problems) -> Mapping[str, xforms.Problem]:
    """The first problem of each place."""
    found: dict[str, xforms.Problem] = {}
    for each in problems:
        found.setdefault(each.where, each)
    return found
