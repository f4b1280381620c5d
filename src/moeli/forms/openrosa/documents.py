"""The documents of OpenRosa: list of forms, manifest, an answer with its message. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from lxml import etree

MEDIA_TYPE: Final = "text/xml; charset=utf-8"
_FORMS = "http://openrosa.org/xforms/xformsList"
_MANIFEST = "http://openrosa.org/xforms/xformsManifest"
_RESPONSE = "http://openrosa.org/http/response"


@dataclass(frozen=True, slots=True)
class Listed:
    """One form of the list; `described` and `manifest` are left out where empty."""

    form: str
    name: str
    version: str
    md5: str
    download: str
    manifest: str = ""
    described: str = ""


@dataclass(frozen=True, slots=True)
class Beside:
    """One file of a manifest."""

    name: str
    md5: str
    download: str


def form_list(forms: Iterable[Listed]) -> bytes:
    """The list of forms (Form List API), elements in the order of the standard."""
    root = etree.Element(f"{{{_FORMS}}}xforms", nsmap={None: _FORMS})
    for each in forms:
        told = {
            "formID": each.form,
            "name": each.name,
            "version": each.version,
            "hash": f"md5:{each.md5}",
            "descriptionText": each.described,
            "downloadUrl": each.download,
            "manifestUrl": each.manifest,
        }
        optional = ("descriptionText", "manifestUrl")
        _children(root, "xform", {k: v for k, v in told.items() if v or k not in optional})
    return _written(root)


def manifest(files: Iterable[Beside]) -> bytes:
    """The files beside a form (Form Manifest API)."""
    root = etree.Element(f"{{{_MANIFEST}}}manifest", nsmap={None: _MANIFEST})
    for each in files:
        told = {
            "filename": each.name,
            "hash": f"md5:{each.md5}",
            "downloadUrl": each.download,
        }
        _children(root, "mediaFile", told)
    return _written(root)


def response(message: str, nature: str) -> bytes:
    """An answer to a submission: `nature` is `submit_success` or `submit_error`."""
    root = etree.Element(f"{{{_RESPONSE}}}OpenRosaResponse", nsmap={None: _RESPONSE})
    said = etree.SubElement(root, f"{{{_RESPONSE}}}message", nature=nature)
    said.text = message
    return _written(root)


def _children(root: etree._Element, name: str, told: dict[str, str]) -> None:
    space = etree.QName(root).namespace
    parent = etree.SubElement(root, f"{{{space}}}{name}")
    for child, text in told.items():
        etree.SubElement(parent, f"{{{space}}}{child}").text = text


def _written(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))
