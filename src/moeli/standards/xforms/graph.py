"""What must be reckoned again when something changes, in which order; and cycles, found at load."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from moeli.standards.xforms.form import Form, Rule
from moeli.standards.xforms.tree import Names
from moeli.standards.xforms.xpath.references import functions_called, references
from moeli.standards.xforms.xpath.syntax import Path, parts


@dataclass(frozen=True, slots=True)
class Trigger:
    """One rule of one bind (or the count of a repeat), and the nodes that it reads."""

    kind: str  # relevant, calculate, count
    path: Names
    rule: Rule
    reads: frozenset[Names]


class Graph:
    """All triggers in an order in which each comes after what it reads."""

    def __init__(self, form: Form) -> None:
        self._form = form
        found = list(_triggers(form))
        self._before = _edges(found)
        self._found = found
        self.order, self._stuck = self._sorted()
        self._readers: dict[Names, list[int]] = defaultdict(list)
        self._below: dict[Names, set[int]] = defaultdict(set)
        for at, trigger in enumerate(self.order):
            for path in trigger.reads:
                self._readers[path].append(at)
                for end in range(1, len(path) + 1):
                    self._below[path[:end]].add(at)

    def readers(self, path: Names) -> list[int]:
        """Places, in the order, of the triggers that read this very node."""
        return self._readers.get(path, [])

    def readers_below(self, path: Names) -> Collection[int]:
        """Places of the triggers that read the node or anything inside it."""
        return self._below.get(path, ())

    def inside(self, path: Names) -> Iterator[int]:
        """Places of the triggers that belong to nodes inside a repeat."""
        for at, trigger in enumerate(self.order):
            if trigger.path[: len(path)] == path and not (
                trigger.kind == "count" and trigger.path == path
            ):
                yield at

    def _sorted(self) -> tuple[list[Trigger], list[int]]:
        waits = {at: set(before) - {at} for at, before in enumerate(self._before)}
        after: dict[int, list[int]] = defaultdict(list)
        for at, before in waits.items():
            for earlier in before:
                after[earlier].append(at)
        ready = [at for at, before in waits.items() if not before][::-1]
        order = []
        while ready:
            at = ready.pop()
            order.append(at)
            for later in after[at]:
                waits[later].discard(at)
                if not waits[later]:
                    ready.append(later)
        done = set(order)
        stuck = [at for at in waits if at not in done]
        return [self._found[at] for at in order], stuck

    def cycles(self) -> Iterator[tuple[str, str, str, dict[str, str]]]:
        """(`code`, node, property, values) for each knot of rules that wait for each other."""
        for at, trigger in enumerate(self._found):
            if at in self._before[at] and not self._looks_back(trigger):
                place = _written(trigger.path)
                yield "cycle", place, _property(trigger), {"cycle": f"{place} → {place}"}
        waiting = set(self._stuck)
        while waiting:
            knot = self._knot(min(waiting), waiting)
            if not knot:
                return
            first = self._found[knot[0]]
            names = [_written(self._found[at].path) for at in (*knot, knot[0])]
            yield "cycle", _written(first.path), _property(first), {"cycle": " → ".join(names)}
            waiting -= set(knot) | self._behind(set(knot), waiting)

    def _knot(self, start: int, waiting: set[int]) -> list[int]:
        way: list[int] = []
        at = start
        while at not in way:
            way.append(at)
            onward = [each for each in self._before[at] if each in waiting and each != at]
            if not onward:
                return []
            at = min(onward)
        return way[way.index(at) :]

    def _behind(self, knot: set[int], waiting: set[int]) -> set[int]:
        """What is stuck only because it waits for the knot."""
        behind: set[int] = set()
        grows = True
        while grows:
            more = {
                at
                for at in waiting - knot - behind
                if any(each in knot | behind for each in self._before[at])
            }
            grows = bool(more)
            behind |= more
        return behind

    def _looks_back(self, trigger: Trigger) -> bool:
        """Whether a node of a repeat reads its own name in another instance: a running total."""
        return bool(self._form.inside_repeats(trigger.path)) and (
            any(call.name == "indexed-repeat" for call in functions_called(trigger.rule.syntax))
            or any(
                step.predicates
                for part in parts(trigger.rule.syntax)
                if isinstance(part, Path)
                for step in part.steps
            )
        )


def _written(path: Names) -> str:
    return "/" + "/".join(path)


def _property(trigger: Trigger) -> str:
    return "repeat_count" if trigger.kind == "count" else trigger.kind


def _triggers(form: Form) -> Iterator[Trigger]:
    for path, bind in form.binds.items():
        for kind, rule in (("relevant", bind.relevant), ("calculate", bind.calculate)):
            if rule is not None:
                yield _trigger(form, kind, path, rule)
    for path, repeat in form.repeats.items():
        if repeat.count is not None:
            yield _trigger(form, "count", path, repeat.count)


def _trigger(form: Form, kind: str, path: Names, rule: Rule) -> Trigger:
    reads = frozenset(
        names for found, names in references(rule.syntax, path, form.model) if found == "read"
    )
    if kind == "calculate" and any(c.name == "position" for c in functions_called(rule.syntax)):
        reads |= frozenset(form.inside_repeats(path))
    return Trigger(kind, path, rule, reads)


def _edges(found: list[Trigger]) -> list[set[int]]:
    calculates = {t.path: at for at, t in enumerate(found) if t.kind == "calculate"}
    shapes: dict[Names, list[int]] = defaultdict(list)
    for at, trigger in enumerate(found):
        if trigger.kind != "calculate":
            shapes[trigger.path].append(at)
    counts = {t.path: at for at, t in enumerate(found) if t.kind == "count"}
    return [_waits_for(trigger, calculates, shapes, counts) for trigger in found]


def _waits_for(
    trigger: Trigger,
    calculates: dict[Names, int],
    shapes: dict[Names, list[int]],
    counts: dict[Names, int],
) -> set[int]:
    before: set[int] = set()
    for path in trigger.reads:
        if path in calculates:
            before.add(calculates[path])
        for end in range(1, len(path) + 1):
            before.update(shapes.get(path[:end], ()))
    for end in range(1, len(trigger.path) + (trigger.kind != "count")):
        if (at := counts.get(trigger.path[:end])) is not None:
            before.add(at)
    return before
