"""A form as it stands on paper: every question, asked or not, in one language; no run of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from moeli.standards.xforms.choices import Choice
from moeli.standards.xforms.form import Bind, Control, Element, Entry, Form, Group, Text
from moeli.standards.xforms.lint.offered import items_of
from moeli.standards.xforms.lint.words import itext_column, itext_id
from moeli.standards.xforms.reading.collecting import plain
from moeli.standards.xforms.rendering import Rendered
from moeli.standards.xforms.tree import Names, Node

_ABSENT = "-"
_WITH_MEDIA = ("image", "audio", "video", "big-image")


@dataclass(frozen=True, slots=True)
class Line:
    """A question, or the head of a group or repeat; `number` counts the questions alone.

    `bind` holds its rules; a value that a label would show stands there as three dots.
    """

    kind: Literal["question", "group", "repeat"]
    path: Names
    depth: int
    number: int
    label: Rendered
    hint: Rendered
    bind: Bind
    control: Control | None = None
    choices: tuple[Choice, ...] = ()
    required_message: str = ""
    constraint_message: str = ""


def on_paper(form: Form, language: str) -> tuple[Line, ...]:
    """Every line of the form, in its order; `language` is one of `form.languages`."""
    return tuple(_Paper(form, language).lines(form.body, 0))


class _Paper:
    def __init__(self, form: Form, language: str) -> None:
        self._form = form
        self._entries = form.itext.get(language, {})
        self._spare = form.itext.get(form.default_language, {})
        self._number = 0

    def lines(self, body: Sequence[Element], depth: int) -> Iterator[Line]:
        for element in body:
            if isinstance(element, Control):
                yield self._question(element, depth)
                continue
            kind: Literal["group", "repeat"] = "group" if isinstance(element, Group) else "repeat"
            label = self._said(element.label)
            yield Line(kind, element.path, depth, 0, label, Rendered(), self._bind(element.path))
            yield from self.lines(element.children, depth + 1)

    def _question(self, control: Control, depth: int) -> Line:
        self._number += 1
        bind = self._bind(control.path)
        return Line(
            kind="question",
            path=control.path,
            depth=depth,
            number=self._number,
            label=self._said(control.label),
            hint=self._said(control.hint),
            bind=bind,
            control=control,
            choices=tuple(self._choices(control)),
            required_message=self._said(bind.required_message).text,
            constraint_message=self._said(bind.constraint_message).text,
        )

    def _bind(self, path: Names) -> Bind:
        return self._form.binds.get(path) or Bind(path)

    def _choices(self, control: Control) -> Iterator[Choice]:
        for item in control.items:
            yield Choice(item.value, self._said(item.label))
        if control.itemset is not None:
            column = itext_column(control.itemset.label)
            for node in items_of(self._form, control) or ():
                cell = _cell(node, column or "label")
                yield Choice(
                    _cell(node, control.itemset.value),
                    self._entry(cell) if column else Rendered(cell),
                )

    def _said(self, text: Text) -> Rendered:
        if text.fragments:
            return Rendered(plain(text.fragments))
        return self._entry(itext_id(text)) if text.itext else Rendered("…" if text.value else "")

    def _entry(self, name: str) -> Rendered:
        entry, spare = self._entries.get(name, {}), self._spare.get(name, {})
        return Rendered(
            _words(entry, "") or _words(spare, ""),
            {
                form: plain(fragments).rsplit("/", 1)[-1]
                for form, fragments in {**spare, **entry}.items()
                if form in _WITH_MEDIA
            },
            _words(entry, "guidance") or _words(spare, "guidance"),
        )


def _words(entry: Entry, form: str) -> str:
    fragments = entry.get(form) or ()
    if not form:
        fragments = fragments or entry.get("long") or entry.get("short") or ()
    words = plain(fragments)
    return "" if words == _ABSENT else words


def _cell(item: Node, name: str) -> str:
    cells = item.kids.get(name)
    return cells[0].value if cells else ""
