"""What expressions ask of a run, and what becomes of those that fail."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from moeli.standards.xforms.choices import Choices
from moeli.standards.xforms.context import Context
from moeli.standards.xforms.form import Form, Rule
from moeli.standards.xforms.instance import Instance
from moeli.standards.xforms.limits import EVALUATION_BUDGET
from moeli.standards.xforms.problems import Problem
from moeli.standards.xforms.rendering import language_code, rendered_entry
from moeli.standards.xforms.tree import Node, place
from moeli.standards.xforms.xpath import Scope, XPathError
from moeli.standards.xforms.xpath.values import Value


class Evaluator:
    """The world that expressions are evaluated in (`xpath.scope.World`)."""

    def __init__(self, form: Form, context: Context, language: str) -> None:
        self.form = form
        self.context = context
        self.labels = language
        self.instance = Instance(form)
        self.choices = Choices(self)
        self._trouble: dict[tuple[Node, str], Problem] = {}
        self._budget = [EVALUATION_BUDGET]

    # What expressions ask.

    @property
    def root(self) -> Node:
        """The document element of the primary instance."""
        return self.instance.root

    @property
    def language(self) -> str:
        """The code of the active language, `en` where it has none."""
        return language_code(self.labels)

    def speaks(self, language: str) -> bool:
        """Whether a text marked so is in the active language."""
        return bool(language) and language in (self.labels, self.language)

    def now(self) -> datetime:
        """The moment, from the context."""
        return self.context.now()

    def random(self) -> float:
        """Chance, from the context."""
        return self.context.random()

    def uuid(self) -> str:
        """A UUID, from the context."""
        return self.context.uuid()

    def property_of(self, name: str) -> str:
        """What the context knows of device and person."""
        return self.context.properties.get(name, "")

    def version(self) -> str:
        """The form's version."""
        return self.form.version

    def secondary(self, name: str) -> Node:
        """A secondary instance; its name may also be that of the primary one."""
        found = self.form.secondary.get(name)
        if found is None:
            raise XPathError("instance_missing", instance=name)
        return found

    def index(self, parent: Node, name: str, column: str) -> Mapping[str, Sequence[Node]]:
        """Kept with the form: secondary instances never change."""
        key = (id(parent), name, column)
        found = self.form.indexes.get(key)
        if found is None:
            made: dict[str, list[Node]] = {}
            for child in parent.kids.get(name, ()):
                for cell in child.kids.get(column, ()):
                    made.setdefault(cell.text(), []).append(child)
            found = self.form.indexes[key] = made
        return found

    def translated(self, name: str) -> str:
        """An itext entry in the active language."""
        return rendered_entry(self, name, self.root).text

    def choice_label(self, value: str, question: str, near: Node) -> str:
        """The label of a choice of the question at that path."""
        return self.choices.label(value, question, near)

    # Evaluation.

    def scope(self, node: Node) -> Scope:
        """A scope at a node, on the budget of the present change."""
        return Scope(self, node, self._budget)

    def evaluated(self, rule: Rule, node: Node, what: str, otherwise: Value) -> Value:
        """The value of a rule; `otherwise`, and a note of trouble, where it cannot be had."""
        try:
            value = rule.run(self.scope(node))
        except (XPathError, RecursionError) as error:
            code, values = _told(error)
            self.note(node, what, code, {"expression": rule.source[:120], **values})
            return otherwise
        self.forget(node, what)
        return value

    def forget(self, node: Node, what: str) -> None:
        """What could not be had once can be had now."""
        if self._trouble:
            self._trouble.pop((node, what), None)

    def note(self, node: Node, what: str, code: str, values: Mapping[str, str]) -> None:
        """Remember that something could not be had at a node."""
        self._trouble[node, what] = Problem(code, "", what, values)

    def trouble(self) -> Iterator[Problem]:
        """What could not be evaluated as things stand now."""
        repeats = frozenset(self.form.repeats)
        for (node, _), problem in self._trouble.items():
            if node.is_attached():
                yield problem._replace(where=place(node, repeats))

    def renew_budget(self) -> None:
        """Each thing that a person does may cost so much, not more."""
        self._budget = [EVALUATION_BUDGET]


def _told(error: XPathError | RecursionError) -> tuple[str, dict[str, str]]:
    if isinstance(error, XPathError):
        return error.code, error.values
    return "expression_too_deep", {"most": "…"}
