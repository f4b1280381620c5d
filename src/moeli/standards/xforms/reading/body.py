"""The body: controls, groups, repeats."""

from collections.abc import Iterator
from dataclasses import replace
from math import isfinite

from lxml import etree

from moeli.standards.xforms.form import (
    Action,
    Control,
    Element,
    Group,
    Item,
    Itemset,
    Repeat,
    Text,
)
from moeli.standards.xforms.reading.collecting import Collector
from moeli.standards.xforms.reading.lookups import queried, searched
from moeli.standards.xforms.reading.model import action_of, is_action, path_of
from moeli.standards.xforms.reading.names import attribute, local
from moeli.standards.xforms.reading.texts import label_of
from moeli.standards.xforms.tree import Names
from moeli.standards.xforms.xpath.syntax import Call, Path
from moeli.standards.xforms.xpath.values import number

CONTROLS = frozenset(("input", "select1", "select", "rank", "trigger", "upload", "range", "secret"))
_KINDS = {"secret": "input"}
_IGNORED = frozenset(("label", "hint", "help", "alert", "item", "itemset", "value"))


class Body:
    """Reads the body into elements, and notes the actions on the way."""

    def __init__(self, collector: Collector) -> None:
        self._collector = collector
        self.actions: list[Action] = []

    def elements(self, parent: etree._Element, near: Names) -> Iterator[Element]:
        """The elements inside another one."""
        for element in parent:
            name = local(element)
            if name in CONTROLS:
                yield from self._control(element, near)
            elif name == "group":
                yield self._group(element, near)
            elif name == "repeat":
                yield from self._repeat(element, Text(), near)
            elif is_action(element):
                self._action(element, near)
            elif name not in _IGNORED:
                self._collector.add("element_unknown", near, "body", element=name)

    def _action(self, element: etree._Element, holder: Names) -> None:
        action = action_of(element, holder, self._collector)
        if action:
            self.actions.append(action)

    def _path(self, element: etree._Element, near: Names) -> Names | None:
        source = element.get("ref") or element.get("nodeset") or element.get("bind")
        path = path_of(source, near)
        if path is None or path not in self._collector.model:
            self._collector.add("reference_missing", near, "body", reference=str(source).strip())
            return None
        return path

    def _control(self, element: etree._Element, near: Names) -> Iterator[Control]:
        path = self._path(element, near)
        if path is None:
            return
        for child in element:
            if is_action(child):
                self._action(child, path)
        if local(element) == "range":
            self._check_bounds(element, path)
        control = Control(
            _KINDS.get(local(element), local(element)),
            path,
            label_of(element, "label", path, self._collector),
            label_of(element, "hint", path, self._collector),
            attribute(element, "appearance") or "",
            tuple(self._items(element, path)),
            self._itemset(element, path),
            {
                name: str(element.get(name))
                for name in ("start", "end", "step")
                if element.get(name)
            },
            element.get("mediatype") or element.get("accept") or "",
        )
        yield self._looked_up(element, control)

    def _looked_up(self, element: etree._Element, control: Control) -> Control:
        """The control with choices from beside the form, where it asks for them."""
        if "search(" in control.appearance and control.kind in ("select1", "select"):
            return searched(control, self._collector)
        if "query" in element.attrib:
            itemset = queried(str(element.get("query")), control.path, self._collector)
            return replace(control, kind="select1", itemset=itemset)
        return control

    def _check_bounds(self, element: etree._Element, path: Names) -> None:
        for name in ("start", "end", "step"):
            value = number(element.get(name) or ("1" if name == "step" else ""))
            if name not in element.attrib and name != "step":
                self._collector.add("range_open", path, "parameters", bound=name)
            elif not isfinite(value) or (name == "step" and not value):
                self._collector.add("range_bounds", path, "parameters", bound=name)

    def _items(self, element: etree._Element, path: Names) -> Iterator[Item]:
        for item in element:
            if local(item) == "item":
                values = [child.text or "" for child in item if local(child) == "value"]
                yield Item(
                    values[0].strip() if values else "",
                    label_of(item, "label", path, self._collector),
                )

    def _itemset(self, element: etree._Element, path: Names) -> Itemset | None:
        for child in element:
            if local(child) != "itemset":
                continue
            rule = self._collector.rule(child.get("nodeset"), path, "choice_filter")
            if rule is None:
                return None
            if not isinstance(rule.syntax, Path) and not _shuffled(rule.syntax):
                self._collector.add("itemset_unknown", path, "choice_filter")
                return None
            values = [str(each.get("ref")) for each in child if local(each) == "value"]
            label = Text()
            for each in child:
                if local(each) == "label" and each.get("ref"):
                    label = self._collector.reference(str(each.get("ref")), path, "label")
            return Itemset(rule, values[0] if values else "name", label)
        return None

    def _group(self, element: etree._Element, near: Names) -> Element:
        named = element.get("ref") or element.get("nodeset")
        path = (self._path(element, near) if named else None) or near
        label = label_of(element, "label", path, self._collector)
        inside = [child for child in element if local(child) != "label"]
        if len(inside) == 1 and local(inside[0]) == "repeat":
            for repeat in self._repeat(inside[0], label, near):
                return repeat
        return Group(
            path,
            label,
            attribute(element, "appearance") or "",
            tuple(self.elements(element, path)),
        )

    def _repeat(self, element: etree._Element, label: Text, near: Names) -> Iterator[Repeat]:
        path = self._path(element, near)
        if path is None:
            return
        count = self._collector.rule(attribute(element, "count"), path, "repeat_count")
        fixed = (attribute(element, "noAddRemove") or "").replace(" ", "") == "true()"
        own = label_of(element, "label", path, self._collector)
        yield Repeat(path, label or own, count, fixed, tuple(self.elements(element, path)))


def _shuffled(syntax: object) -> bool:
    return isinstance(syntax, Call) and syntax.name == "randomize"
