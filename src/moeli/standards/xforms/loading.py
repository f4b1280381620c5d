"""A form from the bytes of its XForm; every problem of it at once, or a form that can be run."""

from collections.abc import Mapping
from types import MappingProxyType

from lxml import etree

from moeli.standards.xforms.form import Control, Form, Repeat, elements
from moeli.standards.xforms.limits import LARGEST_FORM
from moeli.standards.xforms.problems import FormError, Problem, severity
from moeli.standards.xforms.reading.body import Body
from moeli.standards.xforms.reading.collecting import LAST_SAVED, Collector
from moeli.standards.xforms.reading.guard import guarded
from moeli.standards.xforms.reading.lookups import Lookup, looked_up
from moeli.standards.xforms.reading.model import Instance, action_of, binds_of, is_action
from moeli.standards.xforms.reading.names import attribute, local
from moeli.standards.xforms.reading.secondary import (
    Attachments,
    external,
    inline,
    last_saved,
    listed,
)
from moeli.standards.xforms.reading.texts import itext_of
from moeli.standards.xforms.tree import Node

_NOTHING: Attachments = MappingProxyType({})


def load(data: bytes, attachments: Attachments = _NOTHING) -> Form:
    """The form; FormError with every problem that keeps it from being run."""
    form, problems = examined(data, attachments)
    refused = tuple(problem for problem in problems if severity(problem) == "error")
    if refused or form is None:
        raise FormError(*refused)
    return form


def examined(
    data: bytes, attachments: Attachments = _NOTHING
) -> tuple[Form | None, tuple[Problem, ...]]:
    """The form as far as it could be read, and what is wrong with it."""
    try:
        root = guarded(data, largest=LARGEST_FORM, what="form")
        model, body = _halves(root)
        instances = [child for child in model if local(child) == "instance"]
        if not instances or len(instances[0]) != 1:
            raise FormError(Problem("no_instance"))
    except FormError as error:
        return None, error.problems
    reading = _Reading(root, model, body, instances, attachments)
    form = reading.form()
    problems = reading.collector.problems
    problems += [Problem(*each) for each in form.graph.cycles()]
    return form, _unique(problems)


def _unique(problems: list[Problem]) -> tuple[Problem, ...]:
    told = {(*each[:3], tuple(sorted(each.values.items())), *each[4:]): each for each in problems}
    return tuple(told.values())


def _halves(root: etree._Element) -> tuple[etree._Element, etree._Element]:
    models = [each for each in root.iter() if isinstance(each.tag, str) and local(each) == "model"]
    bodies = [each for each in root if isinstance(each.tag, str) and local(each) == "body"]
    if not models or not bodies:
        raise FormError(Problem("not_a_form"))
    return models[0], bodies[0]


class _Reading:
    def __init__(
        self,
        root: etree._Element,
        model: etree._Element,
        body: etree._Element,
        instances: list[etree._Element],
        attachments: Attachments,
    ) -> None:
        self._root, self._model, self._body = root, model, body
        self.collector = Collector()
        self._instance = Instance(instances[0][0])
        self._attachments = attachments
        self._others = instances[1:]

    def form(self) -> Form:
        collector, instance = self.collector, self._instance
        collector.model = instance.model
        declared = {str(each.get("id")) for each in self._others}
        beside = {n: at for n, at in looked_up(self._body).items() if n not in declared}
        collector.secondary = frozenset((*declared, *beside))
        secondary = {**self._secondary(), **self._beside(beside)}
        secondary.setdefault(LAST_SAVED, last_saved(LAST_SAVED, instance.blueprint))
        itext, default = itext_of(self._model, collector)
        binds = binds_of(self._model, collector)
        reader = Body(collector)
        body = tuple(reader.elements(self._body, ()))
        actions = [action_of(each, (), collector) for each in self._model if is_action(each)]
        self._refuse_encryption()
        all_elements = list(elements(body))
        form = Form(
            id=instance.blueprint.attributes.get("id", ""),
            version=_version(instance.blueprint.attributes),
            title=self._title(),
            blueprint=instance.blueprint,
            model=instance.model,
            templates=instance.templates,
            tags=instance.tags,
            namespaces=instance.namespaces,
            binds=binds,
            body=body,
            actions=[*filter(None, actions), *reader.actions],
            itext=itext,
            default_language=default,
            secondary=secondary,
            controls={e.path: e for e in all_elements if isinstance(e, Control)},
            repeats={e.path: e for e in all_elements if isinstance(e, Repeat)},
        )
        if not form.id:
            collector.add("no_form_id")
        return form

    def _secondary(self) -> Mapping[str, Node]:
        found = {}
        for element in self._others:
            name, source = str(element.get("id")), element.get("src")
            try:
                if source and not len(element):
                    blank = self._instance.blueprint
                    found[name] = external(name, source, self._attachments, blank)
                else:
                    found[name] = inline(element)
            except FormError as error:
                self.collector.problems.extend(error.problems)
        return found

    def _beside(self, beside: Mapping[str, Lookup]) -> Mapping[str, Node]:
        found = {}
        for name, at in beside.items():
            try:
                found[name] = listed(name, at.file, at.list_name, self._attachments)
            except FormError as error:
                self.collector.problems.extend(error.problems)
        return found

    def _title(self) -> str:
        for element in self._root.iter():
            if isinstance(element.tag, str) and local(element) == "title":
                return (element.text or "").strip()
        return ""

    def _refuse_encryption(self) -> None:
        for element in self._model:
            if local(element) == "submission" and attribute(element, "base64RsaPublicKey"):
                self.collector.add("encrypted")


def _version(attributes: Mapping[str, str]) -> str:
    for name, value in attributes.items():
        if name.rpartition(":")[2] == "version":
            return value
    return ""
