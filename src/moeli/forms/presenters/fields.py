"""One question as a page asks it: which field, with which words, and what is amiss with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from moeli.forms.answering import fields_of
from moeli.forms.presenters.attached import Attached, Where, accepted, asked, attached
from moeli.forms.presenters.said import Address, Said, said
from moeli.forms.presenters.tongues import ui_language
from moeli.standards import xforms
from moeli.standards.xforms import Problem, Question

_LONG_LIST = 12  # choices that stand as buttons; more are one list, found by typing
_SCALE = 11  # steps of a range that stand as buttons
_TYPED = {"int": "int", "decimal": "decimal", "date": "date", "time": "time", "dateTime": "moment"}
_HELP: Mapping[str, Promise] = {
    "date": _("Day, month and year, as 25/11/2026"),
    "time": _("Hours and minutes, as 08:30"),
    "moment": _("Day, month, year and time, as 25/11/2026 08:30"),
    "int": _("A whole number"),
    "month-year": _("Month and year, as 11/2026"),
    "year": _("The year, as 2026"),
}
_AMISS: Mapping[str, Promise] = {
    "not_a_date_answer": _("This is no day. Write day, month and year, as 25/11/2026."),
    "not_a_time_answer": _("This is no time. Write hours and minutes, as 08:30."),
    "not_a_moment_answer": _("Write the day and the time, as 25/11/2026 08:30."),
}


@dataclass(frozen=True, slots=True)
class Option:
    """One choice; `value` is empty for "no answer"."""

    value: str
    label: Said
    chosen: bool
    id: str


@dataclass(frozen=True, slots=True)
class Field:
    """`name` is the place of the question, `id` what its label and its error name."""

    id: str
    name: str
    widget: str
    label: Said
    hint: Said
    guidance: str
    help: str
    required: bool
    values: tuple[str, ...]
    options: tuple[Option, ...] = ()
    places: tuple[str, ...] = ()
    error: str = ""
    in_form_language: bool = False
    row: bool = False
    accept: str = ""
    attached: Attached | None = None

    @property
    def value(self) -> str:
        """What stands in a field of one line."""
        return self.values[0] if self.values else ""

    @property
    def target(self) -> str:
        """Where a link to this question leads."""
        return self.options[0].id if self.options and self.widget != "select" else self.id


def field(
    question: Question,
    number: int,
    address: Address,
    typed: Sequence[str] | None = None,
    problem: Problem | None = None,
    where: Where = str,
) -> Field:
    """The question; `typed` is what stands there and was not taken, `where` a file that was."""
    values = tuple(typed) if typed is not None else fields_of(question)
    id, widget = f"q{number}", widget_of(question)
    options = tuple(_options(question, values, id, address, widget))
    return Field(
        id=id,
        name=question.path,
        widget=widget,
        label=said(question.label, address),
        hint=said(question.hint, address),
        guidance=question.hint.guidance,
        help=_help(question, widget),
        required=question.required and not question.readonly,
        values=values,
        options=options,
        places=tuple(_places(values, len(options))) if widget == "rank" else (),
        error=amiss(problem) if problem else "",
        in_form_language=bool(problem and problem.message and problem.code != "file_refused"),
        row=_in_a_row(question, widget, options),
        accept=accepted(question) if widget == "file" else "",
        attached=attached(question.value, where) if question.kind == "upload" else None,
    )


def widget_of(question: Question) -> str:
    """Which field asks the question."""
    if question.readonly:
        return "note"
    match question.kind:
        case "select1":
            return "select" if _is_long(question) else "radios"
        case "select":
            return "checks"
        case "rank" | "trigger":
            return question.kind
        case "range":
            return "radios" if len(_scale(question)) <= _SCALE else "decimal"
        case "upload":
            return "file"
    if "multiline" in question.appearance.split():
        return "area"
    return _TYPED.get(question.type, "text")


def amiss(problem: Problem) -> str:
    """What is wrong with an answer, and what to do: the form's own sentence first."""
    if problem.message:
        return problem.message
    if problem.code in _AMISS:
        return str(_AMISS[problem.code])
    language = ui_language()
    words = (xforms.sentence(problem, language), xforms.mend(problem, language))
    return " ".join(word for word in words if word)


def _is_long(question: Question) -> bool:
    wanted = {"minimal", "autocomplete", "search"} & set(question.appearance.split())
    shown = any(choice.label.media for choice in question.choices)
    return not shown and (bool(wanted) or len(question.choices) > _LONG_LIST)


def _in_a_row(question: Question, widget: str, options: Sequence[Option]) -> bool:
    wanted = {"likert", "horizontal", "columns", "columns-pack"} & set(question.appearance.split())
    pictures = any(option.label.image for option in options)
    return widget in ("radios", "checks") and (bool(wanted) or pictures or question.kind == "range")


def _options(
    question: Question, values: Sequence[str], id: str, address: Address, widget: str
) -> list[Option]:
    if question.kind == "range":
        choices = [(value, Said(value)) for value in _scale(question)] if widget == "radios" else []
    else:
        choices = [(each.value, said(each.label, address)) for each in question.choices]
    if widget == "radios" and not question.required and choices:
        choices.append(("", Said(gettext("No answer"))))
    return [
        Option(value, label or Said(value), value in values or (not value and not any(values)), at)
        for (value, label), at in zip(choices, _ids(id), strict=False)
    ]


def _ids(id: str) -> list[str]:
    return [id, *(f"{id}-{number}" for number in range(2, 1002))]


def _scale(question: Question) -> list[str]:
    """The steps of a range as text; empty where it is no scale of a few."""
    try:
        start, end = float(question.bounds["start"]), float(question.bounds["end"])
        step = abs(float(question.bounds.get("step", "1"))) or 1.0
    except (KeyError, ValueError):
        return [""] * (_SCALE + 1)
    count = int(abs(end - start) / step + 1e-9)
    if count >= _SCALE:
        return [""] * (_SCALE + 1)
    sign = 1 if end >= start else -1
    return [f"{round(start + sign * at * step, 6):g}" for at in range(count + 1)]


def _places(values: Sequence[str], count: int) -> list[str]:
    return [values[at] if at < len(values) else "" for at in range(count)]


def _help(question: Question, widget: str) -> str:
    for word in question.appearance.split():
        if question.type == "date" and word in ("month-year", "year"):
            return str(_HELP[word])
    if widget == "rank":
        count = len(question.choices)
        words = ngettext("Put %(count)d in its order", "Put all %(count)d in their order", count)
        return words % {"count": count}
    if widget == "checks":
        return gettext("Choose all that apply")
    if question.kind == "range" and widget != "radios":
        bounds = {key: question.bounds.get(key, "") for key in ("start", "end")}
        return gettext("A number from %(start)s to %(end)s") % bounds
    if widget == "file":
        return asked(question)
    return str(_HELP[widget]) if widget in _HELP else ""
