"""What a phone sent, before any form is asked: XML and files, within their limits. Pure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from lxml import etree

from moeli.forms.openrosa import rules
from moeli.forms.openrosa.errors import PhoneError
from moeli.platform.errors import MoeliError
from moeli.standards.xforms import FormError, sentence
from moeli.standards.xforms.reading.guard import guarded
from moeli.standards.xforms.reading.names import local

_LONGEST_ID, _LONGEST_NAME = 200, 200
_ENCRYPTED = "submission.xml.enc"
_UNSAFE = re.compile(r"[/\\\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Sent:
    """One request of a phone: the answers as they came, and files by name."""

    xml: bytes
    files: Mapping[str, bytes] = field(default_factory=dict)
    date: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What the answers say of themselves; `texts` is every text in them."""

    form: str
    version: str
    instance: str
    texts: frozenset[str]


def told(sent: Sent, day: date, language: str) -> Told:
    """What `sent` says of itself.

    Raises MoeliError `phone_unreadable`, `phone_encrypted`, `phone_no_instance`,
    `phone_too_many_files` or `phone_file_unnamed`.
    """
    most = rules.limit("most_files", day)
    if len(sent.files) > most:
        raise MoeliError(PhoneError.TOO_MANY_FILES, most=most)
    root = _root(sent.xml, day, language)
    if _is_encrypted(root) or _ENCRYPTED in sent.files:
        raise MoeliError(PhoneError.ENCRYPTED)
    instance = _instance(root)
    if not instance or len(instance) > _LONGEST_ID:
        raise MoeliError(PhoneError.NO_INSTANCE)
    texts = frozenset(each.text.strip() for each in root.iter() if each.text and not len(each))
    if any(not _is_plain(name) or name not in texts for name in sent.files):
        raise MoeliError(PhoneError.FILE_UNNAMED)
    return Told(_short(root.get("id"), 80), _short(_version(root), 60), instance, texts)


def _root(xml: bytes, day: date, language: str) -> etree._Element:
    try:
        root = guarded(xml, largest=rules.limit("largest_answers", day), what="submission")
    except FormError as error:
        why = sentence(error.problems[0], language).rstrip(".")
        raise MoeliError(PhoneError.UNREADABLE, why=why) from error
    most = rules.limit("most_elements", day)
    if sum(1 for _each in root.iter()) > most:
        raise MoeliError(PhoneError.UNREADABLE, why=f"> {most}")
    return root


def _is_encrypted(root: etree._Element) -> bool:
    return bool(root.get("encrypted")) or any(
        local(each) in ("base64EncryptedKey", "encryptedXmlFile") for each in root
    )


def _instance(root: etree._Element) -> str:
    found = next((each.text for each in _meta(root) if local(each) == "instanceID"), None)
    return (found or root.get("instanceID") or "").strip()


def _meta(root: etree._Element) -> Iterator[etree._Element]:
    for each in root:
        if local(each) == "meta":
            yield from each


def _version(root: etree._Element) -> str:
    names = (name for name in root.attrib if etree.QName(name).localname == "version")
    return str(root.get(next(names, "version")) or "")


def _short(text: str | None, most: int) -> str:
    words = (text or "").strip()
    return words[:most] if words.isprintable() else ""


def _is_plain(name: str) -> bool:
    return 0 < len(name) <= _LONGEST_NAME and not _UNSAFE.search(name)
