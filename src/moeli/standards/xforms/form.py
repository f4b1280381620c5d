"""A form, read and compiled: what a run of it needs, and nothing of any run."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from moeli.standards.xforms.tree import Names, Node
from moeli.standards.xforms.xpath import Compiled
from moeli.standards.xforms.xpath.syntax import Expression

if TYPE_CHECKING:
    from moeli.standards.xforms.graph import Graph

Fragments = tuple[str | Compiled, ...]
NO_WORDS: Fragments = ()


@dataclass(frozen=True, slots=True)
class Text:
    """Words of the form: fragments in place, an itext entry, or what an expression gives."""

    fragments: Fragments = NO_WORDS
    itext: Compiled | None = None
    value: Compiled | None = None
    source: str = ""  # as written, for findings

    def __bool__(self) -> bool:
        return bool(self.fragments or self.itext or self.value)


NO_TEXT = Text()


@dataclass(frozen=True, slots=True)
class Rule:
    """An expression of a bind: its text, its syntax, its closure."""

    source: str
    syntax: Expression
    run: Compiled


@dataclass(slots=True)
class Bind:
    """What holds for a node: its type and its rules."""

    path: Names
    type: str = "string"
    relevant: Rule | None = None
    constraint: Rule | None = None
    required: Rule | None = None
    readonly: Rule | None = None
    calculate: Rule | None = None
    constraint_message: Text = NO_TEXT
    required_message: Text = NO_TEXT
    preload: str = ""
    preload_params: str = ""
    extras: Mapping[str, str] = field(default_factory=dict)

    def rules(self) -> Iterator[tuple[str, Rule]]:
        """The rules that are there, by name."""
        for name in ("relevant", "constraint", "required", "readonly", "calculate"):
            rule = getattr(self, name)
            if rule is not None:
                yield name, rule


@dataclass(frozen=True, slots=True)
class Item:
    """A choice written in the question itself."""

    value: str
    label: Text


@dataclass(frozen=True, slots=True)
class Itemset:
    """Choices from a node-set."""

    nodes: Rule
    value: str
    label: Text


@dataclass(frozen=True, slots=True)
class Action:
    """Set `target` when one of `events` happens; `holder` is the node whose change it waits for."""

    events: frozenset[str]
    target: Names
    rule: Rule | None
    literal: str
    holder: Names


@dataclass(frozen=True, slots=True)
class Control:
    """A question."""

    kind: str  # input, select1, select, rank, trigger, upload, range
    path: Names
    label: Text = NO_TEXT
    hint: Text = NO_TEXT
    appearance: str = ""
    items: tuple[Item, ...] = ()
    itemset: Itemset | None = None
    bounds: Mapping[str, str] = field(default_factory=dict)
    media: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Controls that belong together; a field list is shown on one page."""

    path: Names
    label: Text
    appearance: str
    children: "tuple[Element, ...]"

    @property
    def one_page(self) -> bool:
        """Whether all of it is asked at once."""
        return "field-list" in self.appearance.split() or "table-list" in self.appearance.split()


@dataclass(frozen=True, slots=True)
class Repeat:
    """A part that may occur many times: by count, or as the person adds."""

    path: Names
    label: Text
    count: Rule | None
    fixed: bool
    children: "tuple[Element, ...]"


Element = Control | Group | Repeat


@dataclass(frozen=True, slots=True)
class Blueprint:
    """A node of the instance as the form declares it."""

    path: Names
    value: str
    attributes: Mapping[str, str]
    children: "tuple[Blueprint, ...]"
    template: bool = False


Entry = Mapping[str, Fragments]  # form of a text ("" = plain, image, audio, …) → fragments


@dataclass(slots=True)
class Form:
    """Everything that a run needs. `model` has every node of the instance by its path."""

    id: str
    version: str
    title: str
    blueprint: Blueprint
    model: Mapping[Names, Blueprint]
    templates: Mapping[Names, Blueprint]
    tags: Mapping[Names, str]
    namespaces: Mapping[str, str]
    binds: Mapping[Names, Bind]
    body: tuple[Element, ...]
    actions: Sequence[Action]
    itext: Mapping[str, Mapping[str, Entry]]
    default_language: str
    secondary: Mapping[str, Node]
    controls: Mapping[Names, Control] = field(default_factory=dict)
    repeats: Mapping[Names, Repeat] = field(default_factory=dict)
    indexes: dict[tuple[int, str, str], Mapping[str, Sequence[Node]]] = field(default_factory=dict)
    _graph: "Graph | None" = None

    @property
    def graph(self) -> "Graph":
        """The order of recalculation."""
        from moeli.standards.xforms.graph import Graph

        if self._graph is None:
            self._graph = Graph(self)
        return self._graph

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the form, in its order; one without a name where it has none."""
        return tuple(self.itext) or ("",)

    def inside_repeats(self, path: Names) -> list[Names]:
        """The repeats that a path lies in or is, outermost first."""
        return [path[:end] for end in range(1, len(path) + 1) if path[:end] in self.repeats]


def elements(body: Sequence[Element]) -> Iterator[Element]:
    """Everything of the body, in order, groups before what is in them."""
    for element in body:
        yield element
        if not isinstance(element, Control):
            yield from elements(element.children)
