"""A run of a form: its instance, kept true after every change."""

from collections.abc import Callable, Iterable
from heapq import heapify, heappop, heappush

from moeli.standards.xforms.context import Context
from moeli.standards.xforms.evaluating import Evaluator
from moeli.standards.xforms.form import Action, Form
from moeli.standards.xforms.graph import Trigger
from moeli.standards.xforms.limits import MOST_REPEATS
from moeli.standards.xforms.preloading import ended, preloaded
from moeli.standards.xforms.problems import FormError
from moeli.standards.xforms.storing import stored
from moeli.standards.xforms.tree import Names, Node
from moeli.standards.xforms.xpath import XPathError
from moeli.standards.xforms.xpath.values import Value, boolean, number, whole

_DEEPEST_CHAIN = 20  # actions that set off actions


class Run(Evaluator):
    """An evaluator whose instance changes: each change brings all that follows from it."""

    def __init__(self, form: Form, context: Context, language: str) -> None:
        super().__init__(form, context, language)
        self._changed: set[Names] = set()

    def begin(self) -> None:
        """Preloads, then first-load actions, then every rule, as ODK's engine does it."""
        for path, bind in self.form.binds.items():
            if bind.preload:
                value = preloaded(bind, self)
                for node in self.instance.names[path]:
                    node.value = value if value is not None else node.value
        self.happen(frozenset(("odk-instance-first-load", "odk-instance-load")))
        self._propagate(range(len(self.form.graph.order)))
        self._settle()

    def resume(self) -> None:
        """After a saved instance was put back: conditions, but no calculation again."""
        relevant = (
            at for at, trigger in enumerate(self.form.graph.order) if trigger.kind == "relevant"
        )
        for at in relevant:
            self._relevance(self.form.graph.order[at], lambda _: None)

    def happen(self, events: frozenset[str], below: Node | None = None) -> None:
        """Perform the form's actions for events; `below` a new instance of a repeat."""
        for action in self.form.actions:
            if action.events & events:
                for node in list(self.instance.names[action.target]):
                    if below is None or (below in node.chain):
                        self._perform(action, node, 0)

    def set(self, node: Node, text: str) -> None:
        """An answer: stored, and everything that follows from it."""
        self._put(node, text, 0)
        self._settle()

    def add_repeat(self, path: Names, parent: Node) -> Node:
        """A new last instance of a repeat."""
        node = self.instance.add(path, parent)
        self._grown(node)
        self._settle()
        return node

    def remove_repeat(self, node: Node) -> None:
        """Take an instance of a repeat out, with its answers."""
        self.instance.remove(node)
        self._changed.add(node.path)
        self._propagate(self._touched(node.path))
        self._settle()

    def _put(self, node: Node, text: str, depth: int) -> None:
        if node.value == text:
            return
        node.value = text
        self._changed.add(node.path)
        self._propagate(self.form.graph.readers(node.path))
        if depth < _DEEPEST_CHAIN:
            for action in self.form.actions:
                if action.holder == node.path and "xforms-value-changed" in action.events:
                    for target in self.instance.near(action.target, node):
                        self._perform(action, target, depth + 1)

    def _perform(self, action: Action, node: Node, depth: int) -> None:
        value: Value = action.literal
        if action.rule is not None:
            value = self.evaluated(action.rule, node, "default", "")
        bind = self.form.binds.get(node.path)
        text = self._stored(value, bind.type if bind else "string", node)
        self._put(node, text, depth)

    def _stored(self, value: Value, type_: str, node: Node) -> str:
        try:
            return stored(value, type_, self.scope(node))
        except XPathError as error:
            self.note(node, "type", error.code, error.values)
            return ""

    def _grown(self, node: Node) -> None:
        for path, bind in self.form.binds.items():
            if bind.preload and path[: len(node.path)] == node.path:
                value = preloaded(bind, self)
                for inner in self.instance.names[path]:
                    if value is not None and node in inner.chain:
                        inner.value = value
        self.happen(frozenset(("odk-new-repeat",)), node)
        self._changed.add(node.path)
        self._propagate(self._touched(node.path))

    def _touched(self, path: Names) -> Iterable[int]:
        return {*self.form.graph.readers_below(path), *self.form.graph.inside(path)}

    def _settle(self) -> None:
        """Drop chosen answers that their list no longer offers, until nothing changes."""
        while self._changed:
            changed, self._changed = self._changed, set()
            for node, text in self.choices.pruned(changed):
                self._put(node, text, 0)

    def _propagate(self, places: Iterable[int]) -> None:
        heap = list(set(places))
        heapify(heap)
        waiting = set(heap)

        def also(more: Iterable[int]) -> None:
            for at in more:
                if at not in waiting:
                    waiting.add(at)
                    heappush(heap, at)

        while heap:
            at = heappop(heap)
            waiting.discard(at)
            trigger = self.form.graph.order[at]
            does = {
                "calculate": self._calculate,
                "relevant": self._relevance,
                "count": self._recount,
            }
            does[trigger.kind](trigger, also)

    def _calculate(self, trigger: Trigger, also: Callable[[Iterable[int]], None]) -> None:
        bind = self.form.binds[trigger.path]
        for node in self.instance.names[trigger.path]:
            value = self.evaluated(trigger.rule, node, "calculate", "")
            text = self._stored(value, bind.type, node)
            if text != node.value:
                node.value = text
                self._changed.add(trigger.path)
                also(
                    at
                    for at in self.form.graph.readers(trigger.path)
                    if not self._self(at, trigger)
                )

    def _self(self, at: int, trigger: Trigger) -> bool:
        return self.form.graph.order[at] is trigger

    def _relevance(self, trigger: Trigger, also: Callable[[Iterable[int]], None]) -> None:
        for node in self.instance.names[trigger.path]:
            value = self.evaluated(trigger.rule, node, "relevant", True)
            if node.become(relevant=boolean(value)):
                self._changed.add(trigger.path)
                also(self.form.graph.readers_below(trigger.path))

    def _recount(self, trigger: Trigger, also: Callable[[Iterable[int]], None]) -> None:
        for parent in list(self.instance.names[trigger.path[:-1]]):
            # Paths of a count begin at the repeat, of which there may be no instance yet.
            ghost = Node(trigger.path[-1], parent, trigger.path, primary=True)
            value = self.evaluated(trigger.rule, ghost, "repeat_count", 0.0)
            wanted = max(whole(value), 0) if number(value) == number(value) else 0
            self.forget(parent, "repeat_count")
            if wanted > MOST_REPEATS:
                told = {"most": str(MOST_REPEATS), "wanted": str(wanted)}
                self.note(parent, "repeat_count", "too_many_repeats", told)
                wanted = MOST_REPEATS
            self._bring_to(wanted, trigger.path, parent, also)

    def _bring_to(
        self, wanted: int, path: Names, parent: Node, also: Callable[[Iterable[int]], None]
    ) -> None:
        have = parent.kids.get(path[-1], [])
        if len(have) == wanted:
            return
        self._changed.add(path)
        for node in list(have[wanted:]):
            self.instance.remove(node)
        try:
            while len(parent.kids.get(path[-1], ())) < wanted:
                node = self.instance.add(path, parent)
                self.happen(frozenset(("odk-new-repeat",)), node)
        except FormError as error:
            self.note(parent, "repeat_count", error.problems[0].code, error.problems[0].values)
        also(self._touched(path))

    def end(self) -> None:
        """The moment at which the person came to the end."""
        for path, bind in self.form.binds.items():
            if (value := ended(bind, self)) is not None:
                for node in self.instance.names[path]:
                    self._put(node, value, 0)
        self.happen(frozenset(("xforms-revalidate",)))
        self._settle()
