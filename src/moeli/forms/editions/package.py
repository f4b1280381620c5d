"""A form with its pictures, sounds and lists: one file that an author hands in. Pure.

Taken are a workbook, an XForm or a form in Markdown alone, or a ZIP that holds exactly one of them
and the files that it names, in whatever folders. A workbook is a ZIP too, and told by its parts.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError  # noqa: N812 -- zlib names its error in small letters

from moeli.forms.editions.media import LARGEST as LARGEST_MEDIA
from moeli.forms.editions.media import Media, type_of

LARGEST = 10_000_000  # bytes of what is handed in
_MOST_FILES = 300
_LARGEST_UNPACKED = 30_000_000
_LISTS = (".csv", ".geojson")
_FORMS = (".xlsx", ".md")
_RUBBISH = ("__MACOSX/", ".DS_Store", "Thumbs.db", "~$")


class PackageError(Exception):
    """The package cannot be taken: `code` names the sentence, `where` the file in it."""

    def __init__(self, code: str, where: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.where = where


@dataclass(frozen=True, slots=True)
class Package:
    """The form's own bytes, its lists by name, and what pictures and sounds lie beside it."""

    form: bytes
    lists: Mapping[str, bytes] = field(default_factory=dict)
    media: Mapping[str, Media] = field(default_factory=dict)


def opened(content: bytes) -> Package:
    """What the file holds. Raises PackageError."""
    if not content.startswith(b"PK\x03\x04") or _is_workbook(content):
        return Package(content)
    try:
        with ZipFile(BytesIO(content)) as archive:
            return _packed(archive)
    except _BROKEN as error:
        raise PackageError("package_broken") from error


def media_of(content: bytes, name: str) -> bytes:
    """The bytes of one picture or sound of a package that `opened` took. KeyError for another."""
    with ZipFile(BytesIO(content)) as archive:
        for part in archive.infolist():
            if _name(part) == name:
                return archive.read(part)
    raise KeyError(name)


_BROKEN = (BadZipFile, ZlibError, NotImplementedError, RuntimeError, EOFError, OSError, ValueError)


def _is_workbook(content: bytes) -> bool:
    try:
        with ZipFile(BytesIO(content)) as archive:
            return "[Content_Types].xml" in archive.namelist()
    except _BROKEN:
        return True  # the engine's reader of workbooks says what is wrong with it


def _packed(archive: ZipFile) -> Package:
    parts = [part for part in archive.infolist() if not part.is_dir() and not _is_rubbish(part)]
    if len(parts) > _MOST_FILES or sum(part.file_size for part in parts) > _LARGEST_UNPACKED:
        raise PackageError("package_bomb")
    names = [_name(part) for part in parts]
    twice = next((name for name in names if names.count(name) > 1), "")
    if twice:
        raise PackageError("package_twice", twice)
    form, rest = _form_of(parts)
    lists, media = {}, {}
    for part in rest:
        content = _read(archive, part)
        if _name(part).lower().endswith((*_LISTS, ".xml")):
            lists[_name(part)] = content
        else:
            media[_name(part)] = _judged(_name(part), content)
    return Package(_read(archive, form), lists, media)


def _form_of(parts: list[ZipInfo]) -> tuple[ZipInfo, list[ZipInfo]]:
    found = [part for part in parts if _name(part).lower().endswith(_FORMS)]
    found = found or [part for part in parts if _name(part).lower().endswith(".xml")]
    if len(found) != 1:
        raise PackageError("package_form" if found else "package_empty")
    return found[0], [part for part in parts if part is not found[0]]


def _read(archive: ZipFile, part: ZipInfo) -> bytes:
    with archive.open(part) as file:
        content = file.read(part.file_size + 1)  # what a ZIP says of its parts may be a lie
    if len(content) > part.file_size:
        raise PackageError("package_bomb", _name(part))
    return content


def _judged(name: str, content: bytes) -> Media:
    found = type_of(content)
    if not found:
        raise PackageError("media_unknown", name)
    if len(content) > LARGEST_MEDIA[found.partition("/")[0]]:
        raise PackageError("media_large", name)
    return Media(name, found, len(content), hashlib.sha256(content).hexdigest())


def _name(part: ZipInfo) -> str:
    return PurePosixPath(part.filename).name


def _is_rubbish(part: ZipInfo) -> bool:
    return any(mark in part.filename for mark in _RUBBISH)
