"""Namespaces of a form, and reading of its attributes."""

from functools import lru_cache

from lxml import etree

XFORMS = "http://www.w3.org/2002/xforms"
XHTML = "http://www.w3.org/1999/xhtml"
JAVAROSA = "http://openrosa.org/javarosa"
OPENROSA = "http://openrosa.org/xforms"
ODK = "http://www.opendatakit.org/xforms"
EVENTS = "http://www.w3.org/2001/xml-events"


def local(element: etree._Element) -> str:
    """The name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: etree._Element, name: str) -> str | None:
    """An attribute, in any of the namespaces that forms put it in."""
    if given := element.keys():
        for spelled in _spellings(name):
            if spelled in given:
                return element.get(spelled)
    return None


@lru_cache(maxsize=100)
def _spellings(name: str) -> tuple[str, ...]:
    return (name, *(f"{{{space}}}{name}" for space in (JAVAROSA, OPENROSA, ODK, EVENTS)))


def written_name(element: etree._Element) -> str:
    """The name as a submission has it: no prefix for XForms, the form's own for others."""
    space = etree.QName(element).namespace
    plain = space in (None, XFORMS) or element.prefix is None
    return local(element) if plain else f"{element.prefix}:{local(element)}"


def own_space(element: etree._Element) -> str:
    """The namespace that an element without a prefix declares for itself and what is in it."""
    space = etree.QName(element).namespace
    around = element.getparent()
    if element.prefix is not None or space in (None, XFORMS, XHTML):
        return ""
    inherited = around is not None and around.nsmap.get(None) == space
    return "" if inherited else str(space)


def written_attributes(element: etree._Element) -> dict[str, str]:
    """Attributes as a submission has them; `jr:template` is not one of them."""
    space = own_space(element)
    found = {"xmlns": space} if space else {}
    prefixes = {space: prefix for prefix, space in element.nsmap.items()} if element.attrib else {}
    for key, value in element.attrib.items():
        name = etree.QName(str(key))
        if name.namespace == JAVAROSA and name.localname == "template":
            continue
        prefix = prefixes.get(name.namespace or "")
        found[f"{prefix}:{name.localname}" if name.namespace and prefix else name.localname] = str(
            value
        )
    return found
