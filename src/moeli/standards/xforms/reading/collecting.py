"""Problems are collected while a form is read, so that an author sees all of them at once."""

from collections.abc import Mapping

from moeli.standards.xforms.form import NO_TEXT, Fragments, Rule, Text
from moeli.standards.xforms.problems import Problem
from moeli.standards.xforms.tree import Names
from moeli.standards.xforms.xpath import XPathError, compiled, parse
from moeli.standards.xforms.xpath.compiling import built
from moeli.standards.xforms.xpath.functions.patterns import check
from moeli.standards.xforms.xpath.references import references
from moeli.standards.xforms.xpath.syntax import Call, Expression, Literal, parts

LAST_SAVED = "__last-saved"  # what phones call the last submission; here it is always blank
_SHOWN = frozenset(("label", "hint"))  # a gap there is seen, and changes no answer


class Collector:
    """Reads expressions and texts; what is wrong with them becomes problems."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.model: Mapping[Names, object] = {}
        self.secondary: frozenset[str] | None = None

    def add(self, code: str, path: Names = (), what: str = "", **values: object) -> None:
        """Note a problem at a node."""
        where = "/" + "/".join(path) if path else ""
        told = {name: str(value) for name, value in values.items()}
        self.problems.append(Problem(code, where, what, told))

    def rule(self, source: str | None, path: Names, what: str) -> Rule | None:
        """A rule; None where there is none or it is broken."""
        if source is None or not source.strip():
            return None
        try:
            syntax = parse(source.strip())
            run = compiled(source.strip())
        except XPathError as error:
            self.add(error.code, path, what, expression=source.strip(), **error.values)
            return None
        self.check(syntax, path, what)
        return Rule(source.strip(), syntax, run)

    def check(self, syntax: Expression, path: Names, what: str) -> None:
        """Note what an expression names and nobody has: questions, lists, patterns."""
        missing = "output_missing" if what in _SHOWN else "reference_missing"
        for kind, names in references(syntax, path, self.model):
            if kind == "missing":
                self.add(missing, path, what, reference="/" + "/".join(names))
        for part in parts(syntax):
            match part:
                case Call("instance" | "pulldata", (Literal(str(name)), *_)):
                    if self.secondary is not None and name not in (*self.secondary, LAST_SAVED):
                        self.add("instance_missing", path, what, instance=name)
                case Call() if _chooses_language(part):
                    self.add("translate_one", path, what)
                case Call("regex", (_, Literal(str(pattern)))):
                    self._check_pattern(pattern, path, what)

    def _check_pattern(self, pattern: str, path: Names, what: str) -> None:
        try:
            check(pattern)
        except XPathError as error:
            self.add(error.code, path, what, **error.values)

    def text_from(self, source: str | None, path: Names, what: str) -> Text:
        """A text from an attribute: `jr:itext(…)`, an expression, or plain words."""
        if not source:
            return NO_TEXT
        stripped = source.strip()
        if not stripped.startswith("jr:itext("):
            return Text(fragments=(source,), source=source)
        return self.reference(stripped, path, what)

    def reference(self, source: str, path: Names, what: str) -> Text:
        """A text by `ref`: an itext entry, or the value of a node."""
        try:
            syntax = parse(source)
            if isinstance(syntax, Call) and syntax.name == "jr:itext" and syntax.arguments:
                return Text(itext=built(syntax.arguments[0]), source=source)
            if isinstance(syntax, Call) and _chooses_language(syntax):
                self.add("translate_one", path, what)
            return Text(value=compiled(source), source=source)
        except XPathError as error:
            self.add(error.code, path, what, expression=source, **error.values)
            return NO_TEXT


def _chooses_language(call: Call) -> bool:
    return call.name == "translate" and len(call.arguments) == 1


def plain(fragments: Fragments) -> str:
    """The words of a text, each output as three dots."""
    return "".join(each if isinstance(each, str) else "…" for each in fragments)
