"""The instance as it is submitted: what is not relevant is not in it."""

from xml.sax.saxutils import escape, quoteattr

from moeli.standards.xforms.form import Form
from moeli.standards.xforms.tree import Node


def instance_xml(form: Form, root: Node) -> str:
    """The document of a submission, in UTF-8 text with its declaration."""
    spaces = "".join(
        f" xmlns:{prefix}={quoteattr(space)}"
        for prefix, space in form.namespaces.items()
        if _used(form, prefix)
    )
    out = ["<?xml version='1.0' encoding='UTF-8'?>"]
    _write(form, root, spaces, out)
    return "".join(out)


def _used(form: Form, prefix: str) -> bool:
    begins = f"{prefix}:"
    return any(tag.startswith(begins) for tag in form.tags.values()) or any(
        name.startswith(begins) for each in form.model.values() for name in each.attributes
    )


def _write(form: Form, node: Node, spaces: str, out: list[str]) -> None:
    tag = form.tags[node.path]
    attributes = "".join(f" {name}={quoteattr(text)}" for name, text in node.attributes.items())
    inside: list[str] = []
    for child in node.children:
        if child.relevant:
            _write(form, child, "", inside)
    if not inside and node.value:
        inside.append(escape(node.value, {"\r": "&#13;"}))
    opened = f"<{tag}{spaces}{attributes}"
    out.append(f"{opened}>{''.join(inside)}</{tag}>" if inside else f"{opened}/>")
