"""What a stop of the walk looks like to a person, and what is amiss with its answers."""

from collections.abc import Iterator

from moeli.standards.xforms.form import Bind, Control, Text
from moeli.standards.xforms.problems import Problem
from moeli.standards.xforms.rendering import rendered
from moeli.standards.xforms.run import Run
from moeli.standards.xforms.steps import Question, Step
from moeli.standards.xforms.tree import Node, place
from moeli.standards.xforms.walking import Stop
from moeli.standards.xforms.xpath.values import boolean


class Asking:
    """Reads a run, and changes nothing of it."""

    def __init__(self, run: Run) -> None:
        self._run = run

    def place(self, node: Node) -> str:
        """The place of a node, with positions at repeats."""
        return place(node, frozenset(self._run.form.repeats))

    def bind_of(self, node: Node) -> Bind:
        """What holds for a node."""
        return self._run.form.binds.get(node.path) or Bind(node.path)

    def refused(self, text: str, bind: Bind, node: Node) -> tuple[Problem, ...]:
        """What keeps a text from being the answer of a node; nothing where it may be."""
        # The rule must see the answer, and no other rule may: it is put in, looked at, taken out.
        before, node.value = node.value, text
        try:
            holds = self.holds(bind, "constraint", node)
        finally:
            node.value = before
        return () if holds else (self._broken(bind, node),)

    def _broken(self, bind: Bind, node: Node) -> Problem:
        words = self.words(bind.constraint_message, node)
        return Problem("constraint", self.place(node), "constraint", message=words)

    def words(self, text: Text, node: Node) -> str:
        """A text near a node, in the language of the run."""
        return rendered(text, self._run, node).text

    def holds(self, bind: Bind, what: str, node: Node) -> bool:
        """Whether a rule holds at a node; a constraint that is not there does."""
        rule = getattr(bind, what)
        if rule is None:
            return what == "constraint"
        return boolean(self._run.evaluated(rule, node, what, what == "constraint"))

    def amiss(self, stop: Stop) -> Iterator[Problem]:
        """What keeps a person at a stop."""
        self._run.renew_budget()
        for _, node in stop.asked:
            bind = self.bind_of(node)
            if not node.relevant:
                continue
            if node.value and not self.holds(bind, "constraint", node):
                yield self._broken(bind, node)
            elif self._lacks(bind, node):
                words = self.words(bind.required_message, node)
                yield Problem("required", self.place(node), "required", message=words)

    def _lacks(self, bind: Bind, node: Node) -> bool:
        asked = not node.value and self.holds(bind, "required", node)
        return asked and not self.holds(bind, "readonly", node)

    def step(self, stop: Stop) -> Step:
        """A stop as it is shown."""
        self._run.renew_budget()
        label, count = "", 0
        if stop.repeat is not None and stop.parent is not None:
            label = self.words(stop.repeat.label, stop.parent)
            count = len(stop.parent.kids.get(stop.repeat.path[-1], ()))
        headings = (self.words(text, node) for text, node in stop.headings)
        return Step(
            stop.kind,
            stop.key,
            tuple(words for words in headings if words),
            tuple(self._question(control, node) for control, node in stop.asked if node.relevant),
            label,
            count,
        )

    def _question(self, control: Control, node: Node) -> Question:
        bind = self.bind_of(node)
        return Question(
            path=self.place(node),
            kind=control.kind,
            type=bind.type,
            label=rendered(control.label, self._run, node),
            hint=rendered(control.hint, self._run, node),
            value=node.value,
            required=self.holds(bind, "required", node),
            readonly=self.holds(bind, "readonly", node),
            choices=self._run.choices.of(control, node),
            appearance=control.appearance,
            bounds=control.bounds,
            media=control.media,
            extras=bind.extras,
        )
