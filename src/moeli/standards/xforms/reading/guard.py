"""XML from outside: no document type, no entities, no inclusions, nothing too large or too deep."""

import re

from lxml import etree

from moeli.standards.xforms.limits import DEEPEST_FORM, MOST_ELEMENTS
from moeli.standards.xforms.problems import FormError, Problem

_ENCODING = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._:-]+)")
_PLAIN = (b"utf-8", b"utf8", b"us-ascii", b"ascii", b"iso-8859-1", b"windows-1252")
_DEEPER = etree.XPath(f"boolean({'/*' * (DEEPEST_FORM + 1)})")
_COUNT = etree.XPath("count(//*)")
_INCLUDES = etree.XPath("boolean(//i:*)", namespaces={"i": "http://www.w3.org/2001/XInclude"})


def guarded(data: bytes, *, largest: int, what: str) -> etree._Element:
    """The document element; FormError for what is not XML or could do harm."""
    if len(data) > largest:
        raise FormError(Problem("too_large", what=what, values={"most": f"{largest:,}"}))
    if forbids(data):
        raise FormError(Problem("xml_doctype", what=what))
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=True,  # our own caps follow; libxml2's refuse long attributes of real forms
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        values = {"why": str(error)[:120]}
        raise FormError(Problem("not_xml", what=what, values=values)) from error
    _within_caps(root, what)
    return root


def forbids(data: bytes) -> bool:
    """Whether XML declares entities, or is coded so that a search in its bytes cannot tell.

    UTF-16, EBCDIC and UTF-7 hide the words; what is taken writes ASCII letters as ASCII.
    """
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data or b"\x00" in data[:64]:
        return True
    start = data[:400].lstrip(b"\xef\xbb\xbf \t\r\n")
    declared = _ENCODING.match(start)
    if declared and declared[1].lower() not in _PLAIN:
        return True
    return bool(start) and not start.startswith(b"<")


def _within_caps(root: etree._Element, what: str) -> None:
    if _DEEPER(root):
        raise FormError(Problem("too_deep", what=what, values={"most": str(DEEPEST_FORM)}))
    if _COUNT(root) > MOST_ELEMENTS:
        values = {"most": f"{MOST_ELEMENTS:,}"}
        raise FormError(Problem("too_many_elements", what=what, values=values))
    if _INCLUDES(root):
        raise FormError(Problem("xml_include", what=what))
