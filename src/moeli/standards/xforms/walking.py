"""The order of a walk: every stop there could be, of which the relevant ones are made."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from moeli.standards.xforms.form import Control, Element, Group, Repeat, Text, elements
from moeli.standards.xforms.instance import descended
from moeli.standards.xforms.run import Run
from moeli.standards.xforms.tree import Node, place
from moeli.standards.xforms.xpath.values import boolean

Asked = tuple[Control, Node]
Heading = tuple[Text, Node]


@dataclass(frozen=True, slots=True)
class Stop:
    """`parent` is where an instance of `repeat` would be added."""

    kind: Literal["question", "group", "repeat", "end"]
    key: str
    asked: tuple[Asked, ...] = ()
    headings: tuple[Heading, ...] = ()
    repeat: Repeat | None = None
    parent: Node | None = None


class Walk:
    """The stops of the instance as it is shaped now; laid out anew when its shape changes."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._shape = -1
        self._stops: list[Stop] = []
        self._places: dict[str, int] = {}

    def stops(self) -> Sequence[Stop]:
        """All stops, relevant or not, the end last."""
        if self._shape != self._run.instance.shape:
            self._shape = self._run.instance.shape
            self._stops = [*self._laid(self._run.form.body, self._run.root, ()), Stop("end", "end")]
            self._places = {stop.key: at for at, stop in enumerate(self._stops)}
        return self._stops

    def find(self, key: str) -> int | None:
        """The place of a stop."""
        self.stops()
        return self._places.get(key)

    def onward(self, at: int, step: int) -> int | None:
        """The next relevant place from `at` in either direction; None beyond the first."""
        stops = self.stops()
        at += step
        while 0 <= at < len(stops):
            if self.is_live(stops[at]):
                return at
            at += step
        return None

    def is_live(self, stop: Stop) -> bool:
        """Whether the stop is made now."""
        if stop.kind == "end":
            return True
        if stop.kind == "repeat":
            assert stop.parent is not None
            assert stop.repeat is not None
            return stop.parent.relevant and self._may_grow(stop.repeat, stop.parent)
        return any(node.relevant for _, node in stop.asked)

    def _may_grow(self, repeat: Repeat, parent: Node) -> bool:
        instances = parent.kids.get(repeat.path[-1], ())
        if instances:
            return any(node.relevant for node in instances)
        bind = self._run.form.binds.get(repeat.path)
        if bind is None or bind.relevant is None:
            return True
        ghost = Node(repeat.path[-1], parent, repeat.path, primary=True)
        return boolean(self._run.evaluated(bind.relevant, ghost, "relevant", True))

    def _laid(
        self, body: Sequence[Element], near: Node, headings: tuple[Heading, ...]
    ) -> Iterator[Stop]:
        for element in body:
            for node in descended(near, element.path[len(near.path) :]):
                match element:
                    case Control():
                        yield Stop("question", self._key(node), ((element, node),), headings)
                    case Group():
                        yield from self._group(element, node, headings)
                    case Repeat():
                        inside = (*headings, (element.label, node))
                        yield from self._laid(element.children, node, inside)
            if isinstance(element, Repeat) and not element.fixed and element.count is None:
                for parent in descended(near, element.path[len(near.path) : -1]):
                    key = f"{self._key(parent)}/{element.path[-1]}[+]"
                    yield Stop("repeat", key, (), headings, element, parent)

    def _group(self, group: Group, node: Node, headings: tuple[Heading, ...]) -> Iterator[Stop]:
        inside = (*headings, (group.label, node)) if group.label else headings
        if not group.one_page or any(isinstance(each, Repeat) for each in elements(group.children)):
            yield from self._laid(group.children, node, inside)
            return
        asked = tuple(
            pair for stop in self._laid(group.children, node, inside) for pair in stop.asked
        )
        if asked:
            yield Stop("group", f"{self._key(asked[0][1])}+", asked, inside)

    def _key(self, node: Node) -> str:
        return place(node, frozenset(self._run.form.repeats))
