"""Texts in the language of the run: words, outputs filled in, picture and sound beside them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from moeli.standards.xforms.form import Entry, Fragments, Text
from moeli.standards.xforms.tree import Node
from moeli.standards.xforms.xpath import Compiled, Scope, XPathError
from moeli.standards.xforms.xpath.values import string

if TYPE_CHECKING:
    from moeli.standards.xforms.evaluating import Evaluator

_CODE = re.compile(r"\(([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]+)*\)\s*$")
_WORDS = {"english": "en", "sesotho": "st"}
_ABSENT = "-"  # what pyxform writes where a translation is missing


@dataclass(frozen=True, slots=True)
class Rendered:
    """`media` by form: image, audio, video, big-image. `guidance` is for hints."""

    text: str = ""
    media: Mapping[str, str] = field(default_factory=dict)
    guidance: str = ""


def language_code(language: str) -> str:
    """`st` for `Sesotho (st)`; `en` where none can be told."""
    found = _CODE.search(language)
    if found:
        return found[1].lower()
    return _WORDS.get(
        language.strip().lower(), language if re.fullmatch("[a-z]{2}", language) else "en"
    )


def rendered(text: Text, run: "Evaluator", node: Node, item: Node | None = None) -> Rendered:
    """A text near a node; `item` is the choice that it belongs to."""
    if text.fragments:
        return Rendered(_joined(text.fragments, run, node))
    where = item or node
    if text.itext is not None:
        return rendered_entry(run, _value(text.itext, run, where, node), node)
    if text.value is not None:
        return Rendered(_value(text.value, run, where, node))
    return Rendered()


def rendered_entry(run: "Evaluator", name: str, node: Node) -> Rendered:
    """An itext entry; where the active language lacks words, those of the default language."""
    entry = run.form.itext.get(run.labels, {}).get(name, {})
    spare = run.form.itext.get(run.form.default_language, {}).get(name, {})
    return Rendered(
        _of(entry, "", run, node) or _of(spare, "", run, node),
        {
            form: _joined(fragments, run, node).rsplit("/", 1)[-1]
            for form, fragments in {**spare, **entry}.items()
            if form not in ("", "short", "long", "guidance")
        },
        _of(entry, "guidance", run, node) or _of(spare, "guidance", run, node),
    )


def _of(entry: Entry, form: str, run: "Evaluator", node: Node) -> str:
    fragments = entry.get(form)
    if fragments is None and not form:
        fragments = entry.get("long") or entry.get("short")
    words = _joined(fragments, run, node) if fragments else ""
    return "" if words == _ABSENT else words


def _joined(fragments: Fragments, run: "Evaluator", node: Node) -> str:
    return "".join(
        each if isinstance(each, str) else _evaluated(each, run.scope(node)) for each in fragments
    )


def _evaluated(source: Compiled, scope: Scope) -> str:
    """A text never fails for the sake of one value in it."""
    try:
        return string(source(scope))
    except XPathError:
        return "…"


def _value(source: Compiled, run: "Evaluator", where: Node, node: Node) -> str:
    scope = run.scope(node)
    return _evaluated(source, scope if where is node else scope.at(where))
