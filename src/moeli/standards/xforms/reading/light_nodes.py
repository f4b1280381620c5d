"""The nodes of which pyxform makes an XForm, without the weight of minidom: the same bytes in half
the time, and no rings of parents and children for the collector to walk through.

pyxform 4.5 calls `pyxform.utils.node` for every element; `lighten` puts `node` of here in its
place. `tests/standards/xforms/test_light_nodes.py` holds both to the same bytes, and says when a
release of pyxform changes what is replaced.
"""

import re
from collections.abc import Generator, Iterable
from importlib import import_module
from typing import Protocol

# Every module of pyxform that makes nodes.
MAKERS = (
    "elements.action",
    "parsing.instance_expression",
    "question",
    "section",
    "survey",
    "survey_element",
    "survey_elements.label",
)
_TEXT_NODES = (3, 4)  # text and CDATA, as the DOM counts
_MARKUP = re.compile("[&<>]")
_QUOTED = re.compile('[&<>"]')
_ESCAPED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}


class _Foreign(Protocol):
    """A node that an XML parser made."""

    nodeType: int  # noqa: N815 -- the DOM's name

    def toxml(self) -> str: ...


class _Attribute(Protocol):
    name: str
    value: str


def lighten() -> None:
    """From now on pyxform makes its XForms of light nodes."""
    for name in MAKERS:
        import_module(f"pyxform.{name}").__dict__["node"] = node


class LightNode:
    """An element: what pyxform asks of one of minidom, and no more.

    A child is a text, a light node, or what an XML parser made of a label with an output.
    """

    __slots__ = ("_attributes", "_children", "_name", "_prefixed")

    def __init__(self, name: str) -> None:
        self._name = name
        self._attributes: dict[str, str] = {}
        self._children: list[_Child] = []
        self._prefixed = False

    def setAttribute(self, name: str, value: str) -> None:  # noqa: N802 -- the DOM's name
        """Set it; of two with one local name the later stays, as in minidom."""
        if (":" in name or self._prefixed) and name not in self._attributes:
            self._make_way(name.partition(":")[2] or name)
            self._prefixed = True
        self._attributes[name] = value

    def _make_way(self, local: str) -> None:
        for other in self._attributes:
            if (other.partition(":")[2] or other) == local:
                del self._attributes[other]
                return

    def setAttributeNode(self, attribute: _Attribute) -> None:  # noqa: N802
        """Set it, last."""
        self._attributes.pop(attribute.name, None)
        self.setAttribute(attribute.name, attribute.value)

    def appendChild(self, child: "_Child") -> None:  # noqa: N802
        """Add a child, last."""
        self._children.append(child)

    def insertBefore(self, child: "_Child", other: "_Child") -> None:  # noqa: N802
        """Add a child before another one."""
        self._children.insert(self._children.index(other), child)

    def _get_lastChild(self) -> "_Child":  # noqa: N802
        return self._children[-1]

    def toxml(self) -> str:
        """The element and all in it, in one line."""
        written: list[str] = []
        self.write(written)
        return "".join(written)

    def write(self, out: list[str]) -> None:
        """The same, piece by piece."""
        out.append(f"<{self._name}")
        for name, value in self._attributes.items():
            out.append(f' {name}="{_escaped(_QUOTED, value)}"')
        if not self._children:
            out.append("/>")
            return
        out.append(">")
        mixed = len(self._children) > 1 and any(map(_is_text, self._children))
        out.append(" " if mixed and _is_text(self._children[0]) else "")
        for child in self._children:
            _write(child, out)
        out.append(f" </{self._name}>" if mixed else f"</{self._name}>")


_Child = LightNode | str | _Foreign
_Given = _Child | int | float | bytes | Generator[_Child | None, None, None]


def node(
    tag: str,
    *args: _Given,
    toParseString: bool = False,  # noqa: N803 -- pyxform's name
    **attributes: str,
) -> LightNode:
    """An element of these texts, nodes and generators of nodes, as pyxform's own makes it."""
    made = LightNode(tag)
    texts = [each for each in args if isinstance(each, str)]
    if toParseString and texts:
        made._children.extend(_parsed(tag, texts[0]))
    else:
        made._children.extend(texts)
    for name, value in attributes.items():
        made.setAttribute(name, value)
    for each in args:
        if not isinstance(each, str):
            made._children.extend(_kids(each))
    return made


def _kids(given: _Given) -> Iterable[_Child]:
    if isinstance(given, Generator):
        return (each for each in given if each is not None)
    return (str(given),) if isinstance(given, int | float | bytes) else (given,)


def _parsed(tag: str, text: str) -> Iterable[_Child]:
    from pyxform.utils import parseString  # the guarded one

    whole = parseString(f'<?xml version="1.0" ?><{tag}>{text}</{tag}>'.encode()).documentElement
    return (child.cloneNode(deep=False) for child in whole.childNodes)


def _is_text(child: _Child) -> bool:
    if isinstance(child, LightNode):
        return False
    return isinstance(child, str) or child.nodeType in _TEXT_NODES


def _write(child: _Child, out: list[str]) -> None:
    if isinstance(child, LightNode):
        child.write(out)
    elif isinstance(child, str):
        out.append(_escaped(_MARKUP, child))
    else:
        out.append(child.toxml())


def _escaped(special: re.Pattern[str], text: str) -> str:
    return special.sub(lambda found: _ESCAPED[found[0]], text) if special.search(text) else text
