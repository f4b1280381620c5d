"""A form on paper and in preview: every question, what it asks for, when it is asked."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from moeli.forms.presenters.said import Address, Said, said
from moeli.forms.presenters.tongues import Tongue, tongue
from moeli.standards import xforms
from moeli.standards.xforms import Line
from moeli.standards.xforms.form import Rule

_FEW = 60  # choices that are printed; of a longer list, that there is one
_REFERENCE = re.compile(r"(?:/[A-Za-z_][\w.-]*)+")


@dataclass(frozen=True, slots=True)
class Words:
    """A line in one language."""

    tongue: Tongue
    label: Said
    hint: Said
    guidance: str
    choices: tuple[tuple[str, Said], ...]
    message: str


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A line in the languages shown; `blank` is what is drawn to be written on."""

    kind: str
    number: int
    depth: int
    name: str
    type: str
    blank: str
    only_if: str
    required: bool
    constraint: str
    many_choices: int
    words: tuple[Words, ...]


def lines(form: xforms.Form, languages: Sequence[str], address: Address) -> list[PaperLine]:
    """The form in some of its languages, side by side."""
    papers = [xforms.on_paper(form, language) for language in languages]
    numbers = {"/" + "/".join(line.path): line.number for line in papers[0] if line.number}
    tongues = [tongue(language) for language in languages]
    return [
        _line(
            same, [_words(t, each, address) for t, each in zip(tongues, same, strict=True)], numbers
        )
        for same in zip(*papers, strict=True)
    ]


def _line(same: Sequence[Line], words: Sequence[Words], numbers: Mapping[str, int]) -> PaperLine:
    first = same[0]
    many = len(first.choices) if len(first.choices) > _FEW else 0
    return PaperLine(
        kind=first.kind,
        number=first.number,
        depth=min(first.depth, 4),
        name=first.path[-1],
        type=_type(first),
        blank=_blank(first, many),
        only_if=_condition(first.bind.relevant, numbers),
        required=first.bind.required is not None,
        constraint=_condition(first.bind.constraint, numbers),
        many_choices=many,
        words=tuple(words),
    )


def _words(tongue_: Tongue, line: Line, address: Address) -> Words:
    few = line.choices if len(line.choices) <= _FEW else ()
    return Words(
        tongue=tongue_,
        label=said(line.label, address),
        hint=said(line.hint, address),
        guidance=line.hint.guidance,
        choices=tuple((each.value, said(each.label, address)) for each in few),
        message=line.constraint_message,
    )


def _type(line: Line) -> str:
    if line.control is None:
        return line.kind
    return f"{line.control.kind} · {line.bind.type}"


def _blank(line: Line, many: int) -> str:
    """What stands there to be filled in: boxes, a line, several lines, nothing."""
    if line.control is None or _is_note(line):
        return ""
    match line.control.kind:
        case "select1" | "select" | "rank" if not many:
            return line.control.kind
        case "trigger" | "upload":
            return line.control.kind
    if "multiline" in line.control.appearance.split():
        return "area"
    return "date" if line.bind.type in ("date", "dateTime") else "line"


def _is_note(line: Line) -> bool:
    readonly = line.bind.readonly
    return readonly is not None and readonly.source.strip() == "true()"


def _condition(rule: Rule | None, numbers: Mapping[str, int]) -> str:
    """An expression with the numbers of the questions in place of their paths."""
    if rule is None or rule.source.strip() in ("true()", ""):
        return ""

    def named(found: re.Match[str]) -> str:
        path = found[0]
        if path in numbers:
            return "(" + gettext("no. %(number)d") % {"number": numbers[path]} + ")"
        return path.rpartition("/")[2]

    return " ".join(_REFERENCE.sub(named, rule.source).split())
