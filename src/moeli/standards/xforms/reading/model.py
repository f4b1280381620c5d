"""The model: primary instance, binds, actions."""

from lxml import etree

from moeli.standards.xforms.form import Action, Bind, Blueprint
from moeli.standards.xforms.reading.collecting import Collector
from moeli.standards.xforms.reading.names import (
    ODK,
    OPENROSA,
    XFORMS,
    XHTML,
    attribute,
    local,
    written_attributes,
    written_name,
)
from moeli.standards.xforms.tree import Names
from moeli.standards.xforms.xpath import XPathError, parse
from moeli.standards.xforms.xpath.references import resolved
from moeli.standards.xforms.xpath.syntax import Path

GEOGRAPHIC = frozenset(("geopoint", "geotrace", "geoshape"))
_TYPES = {"integer": "int", "select": "string", "select1": "string", "text": "string"}
_KNOWN = frozenset(
    (
        *("string", "int", "boolean", "decimal", "date", "time", "dateTime"),
        *("binary", "barcode", "intent", "rank", "anyURI"),
    )
)
_EXPRESSIONS = ("relevant", "constraint", "required", "readonly", "calculate")
_KNOWN_ATTRIBUTES = frozenset(
    (*_EXPRESSIONS, "nodeset", "type", "preload", "preloadParams", "constraintMsg", "requiredMsg")
)
_ACTIONS = frozenset(
    f"{{{space}}}{name}"
    for space in (XFORMS, ODK, OPENROSA)
    for name in ("setvalue", "setgeopoint", "recordaudio")
)
_EVENTS = {"xforms-ready": "odk-instance-first-load"}
_SUPPORTED_EVENTS = frozenset(
    (
        "odk-instance-first-load",
        "odk-instance-load",
        "odk-new-repeat",
        "xforms-value-changed",
        "xforms-revalidate",
    )
)


class Instance:
    """The primary instance while it is read."""

    def __init__(self, root: etree._Element) -> None:
        self.model: dict[Names, Blueprint] = {}
        self.templates: dict[Names, Blueprint] = {}
        self.tags: dict[Names, str] = {}
        self.blueprint = self._blueprint(root, ())
        self.namespaces = {
            prefix: space
            for prefix, space in root.nsmap.items()
            if prefix and space not in (XFORMS, XHTML)
        }

    def _blueprint(self, element: etree._Element, above: Names) -> Blueprint:
        path = (*above, local(element))
        made = Blueprint(
            path,
            "" if len(element) else (element.text or ""),
            written_attributes(element),
            tuple(self._blueprint(child, path) for child in element),
            template=attribute(element, "template") is not None,
        )
        self.tags[path] = written_name(element)
        if made.template or path not in self.model:
            self.model[path] = made
        if made.template:
            self.templates[path] = made
        return made


def path_of(source: str | None, near: Names = ()) -> Names | None:
    """The node that a `ref` or `nodeset` names; None for what is no simple path."""
    try:
        path = parse(source or "")
        return resolved(path, near) if isinstance(path, Path) else None
    except XPathError:
        return None


def binds_of(model: etree._Element, collector: Collector) -> dict[Names, Bind]:
    """The binds by path."""
    binds: dict[Names, Bind] = {}
    for element in model:
        if local(element) == "bind":
            nodeset = element.get("nodeset") or element.get("ref") or ""
            path = path_of(nodeset)
            if path is None or path not in collector.model:
                code = "attribute_bind" if "@" in nodeset else "bind_missing"
                collector.add(code, path or (), "bind", reference=nodeset.strip())
                continue
            binds[path] = _bind(element, path, binds.get(path) or Bind(path), collector)
    return binds


def _bind(element: etree._Element, path: Names, bind: Bind, collector: Collector) -> Bind:
    kind = (element.get("type") or "string").rpartition(":")[2]
    bind.type = _TYPES.get(kind, kind) if kind in _KNOWN or kind in _TYPES else "string"
    if kind in GEOGRAPHIC:
        collector.add("geographic", path, "type", type=kind)
    for name in _EXPRESSIONS:
        setattr(bind, name, collector.rule(element.get(name), path, name) or getattr(bind, name))
    bind.constraint_message = collector.text_from(
        attribute(element, "constraintMsg"), path, "constraint_message"
    )
    bind.required_message = collector.text_from(
        attribute(element, "requiredMsg"), path, "required_message"
    )
    bind.preload = attribute(element, "preload") or ""
    bind.preload_params = attribute(element, "preloadParams") or ""
    bind.extras = _extras(element)
    return bind


def _extras(element: etree._Element) -> dict[str, str]:
    strange = any(str(key).rpartition("}")[2] not in _KNOWN_ATTRIBUTES for key in element.attrib)
    return {
        name: value
        for name, value in (written_attributes(element).items() if strange else ())
        if name.rpartition(":")[2] not in _KNOWN_ATTRIBUTES
    }


def action_of(element: etree._Element, holder: Names, collector: Collector) -> Action | None:
    """A `setvalue`; other actions are outside the subset."""
    if local(element) == "recordaudio":
        collector.add("records_sound", holder, "action")
        return None
    if local(element) != "setvalue":
        geographic = local(element) == "setgeopoint"
        code = "geographic" if geographic else "action_unknown"
        collector.add(code, holder, "action", type=local(element), action=local(element))
        return None
    target = path_of(element.get("ref") or element.get("bind"), holder)
    if target is None or target not in collector.model:
        reference = str(element.get("ref"))
        collector.add("reference_missing", holder, "action", reference=reference)
        return None
    named = (attribute(element, "event") or "").split()
    events = frozenset(_EVENTS.get(word, word) for word in named)
    for event in events - _SUPPORTED_EVENTS:
        collector.add("event_unknown", target, "action", event=event)
    rule = collector.rule(element.get("value"), target, "default")
    words = "" if "value" in element.attrib else element.text or ""  # an empty value empties
    return Action(events, target, rule, words, holder)


def is_action(element: etree._Element) -> bool:
    """Whether an element of model or body is an action."""
    return str(element.tag) in _ACTIONS
