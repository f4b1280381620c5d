"""Checks of texts: a language that lacks one, and screens too long for a basic phone."""

from collections.abc import Iterator, Mapping

from moeli.standards.xforms.folding import SCREEN, fold, length
from moeli.standards.xforms.form import Control, Entry, Form, Text
from moeli.standards.xforms.lint.offered import items_of, list_name
from moeli.standards.xforms.lint.places import NO_LANGUAGE, Places
from moeli.standards.xforms.problems import Problem
from moeli.standards.xforms.reading.collecting import plain
from moeli.standards.xforms.tree import Node
from moeli.standards.xforms.xpath.parsing import parse
from moeli.standards.xforms.xpath.syntax import Call, Literal, Path

_ABSENT = "-"
_ON_ONE_SCREEN = 9  # choices that a digit can pick; longer lists are paged


class Words:
    """The texts of a form, language by language."""

    def __init__(self, form: Form, places: Places) -> None:
        self._form = form
        self._places = places

    def missing(self) -> Iterator[Problem]:
        """Labels, hints, messages and choices without words in one of the languages."""
        if len(self._form.itext) < len(("one", "other")):
            return
        for path, control in self._form.controls.items():
            where = "/" + "/".join(path)
            for what, text in (("label", control.label), ("hint", control.hint)):
                yield from self._absent(text, where, what)
            if path in self._form.binds:
                bind = self._form.binds[path]
                yield from self._absent(bind.constraint_message, where, "constraint_message")
                yield from self._absent(bind.required_message, where, "required_message")
        yield from self._missing_choices()

    def _absent(self, text: Text, where: str, what: str) -> Iterator[Problem]:
        name = itext_id(text)
        if name:
            for language in self._lacking(name):
                yield Problem("label_missing", where, what, {"language": language})

    def _lacking(self, name: str) -> Iterator[str]:
        for language, entries in self._form.itext.items():
            entry = entries.get(name, {})
            if not _words(entry) and not _shown_otherwise(entry):
                yield language

    def _missing_choices(self) -> Iterator[Problem]:
        done: set[str] = set()
        for path, control in self._form.controls.items():
            name = list_name(control) or "/" + "/".join(path)
            if name in done:
                continue
            done.add(name)
            for value, text_name in self._choice_names(control):
                for language in self._lacking(text_name) if text_name else ():
                    told = {"language": language, "choice": value}
                    problem = Problem("label_missing", "/" + "/".join(path), "label", told)
                    yield self._places.of_choice(problem, name, value)

    def _choice_names(self, control: Control) -> Iterator[tuple[str, str]]:
        for item in control.items:
            yield item.value, itext_id(item.label)
        if control.itemset is not None:
            column = itext_column(control.itemset.label)
            for node in items_of(self._form, control) or ():
                if column:
                    yield _cell(node, control.itemset.value), _cell(node, column)

    def long_screens(self) -> Iterator[Problem]:
        """Questions that do not fit one screen of a basic phone, choices included."""
        for path, control in self._form.controls.items():
            for language in self._form.languages:
                text = fold(self._screen(control, language))
                if (places := length(text)) > SCREEN:
                    told = {"language": language or NO_LANGUAGE, "length": str(places)}
                    yield Problem("small_screen", "/" + "/".join(path), "label", told)

    def _screen(self, control: Control, language: str) -> str:
        entries = self._form.itext.get(language, {})
        lines = [_said(control.label, entries)]
        labels = list(self._labels(control, entries))
        if len(labels) <= _ON_ONE_SCREEN:
            lines += [f"{at} {label}" for at, label in enumerate(labels, start=1)]
        return "\n".join(lines)

    def _labels(self, control: Control, entries: Mapping[str, Entry]) -> Iterator[str]:
        for item in control.items:
            yield _said(item.label, entries)
        if control.itemset is not None:
            column = itext_column(control.itemset.label)
            for node in (items_of(self._form, control) or ())[: _ON_ONE_SCREEN + 1]:
                cell = _cell(node, column or "label")
                yield _words(entries.get(cell, {})) if column else cell


def itext_id(text: Text) -> str:
    """The itext entry that a text names outright."""
    if text.itext is None:
        return ""
    match parse(text.source):
        case Call("jr:itext", (Literal(str(name)),)):
            return name
    return ""


def itext_column(text: Text) -> str:
    """The column of a list that names the itext entry of each of its items."""
    if text.itext is not None:
        match parse(text.source):
            case Call("jr:itext", (Path(False, None, (step,)),)):
                return step.name
    return ""


def _said(text: Text, entries: Mapping[str, Entry]) -> str:
    return plain(text.fragments) if text.fragments else _words(entries.get(itext_id(text), {}))


def _words(entry: Entry) -> str:
    words = plain(entry.get("") or entry.get("long") or entry.get("short") or ())
    return "" if words == _ABSENT else words


def _shown_otherwise(entry: Entry) -> bool:
    return any(form in entry for form in ("image", "audio", "video", "big-image"))


def _cell(item: Node, name: str) -> str:
    cells = item.kids.get(name)
    return cells[0].value if cells else ""
