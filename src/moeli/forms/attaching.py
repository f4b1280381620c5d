"""Files as answers: which are taken for a question, how they are kept, named and taken away.

A picture is drawn anew in a worker, without position; sounds and films are kept as they came. All
lie under the key of the run: who may read its answers may open them, and with it they are gone.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from types import MappingProxyType
from uuid import UUID

from moeli.forms.editions.media import type_of
from moeli.forms.errors import FormError
from moeli.forms.models import Run
from moeli.forms.sealing import key_subject
from moeli.platform.access.actor import Actor
from moeli.platform.blobs import services as blobs
from moeli.platform.blobs.models import Blob
from moeli.platform.errors import MoeliError
from moeli.standards.xforms import Question

Files = Mapping[str, bytes]
NO_FILES: Files = MappingProxyType({})
MOST = 30  # files of one run
_PICTURE, _FILE = "form_picture", "form_file"  # retention classes
_ENDINGS = {
    "image": {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "image/tiff": "tif"},
    "audio": {"audio/mpeg": "mp3", "audio/ogg": "ogg", "audio/mp4": "m4a", "audio/wav": "wav"},
    "video": {"video/mp4": "mp4", "video/3gpp": "3gp", "video/webm": "webm"},
    "application": {"application/pdf": "pdf"},
}
_TYPES = {ending: name for kind in _ENDINGS.values() for name, ending in kind.items()}
_FILMS = ((b"isom", "mp4"), (b"mp4", "mp4"), (b"avc1", "mp4"), (b"iso", "mp4"), (b"3gp", "3gpp"))


@dataclass(frozen=True, slots=True)
class Named:
    """A file as an answer names it: `kind` is image, audio, video or application."""

    blob: UUID
    media_type: str

    @property
    def kind(self) -> str:
        """What it is, to be shown."""
        return self.media_type.partition("/")[0]


def named(value: str) -> Named | None:
    """The file that an answer names; None for what names none of ours."""
    stem, _dot, ending = value.partition(".")
    try:
        return Named(UUID(stem), _TYPES[ending])
    except (ValueError, KeyError):
        return None


def taken_for(question: Question) -> Mapping[str, str]:
    """Media type → ending of what the question takes: its own kind, or any."""
    kind = question.media.partition("/")[0]
    if kind in ("image", "audio", "video"):
        return _ENDINGS[kind]
    return {name: ending for each in _ENDINGS.values() for name, ending in each.items()}


def sum_of(content: bytes) -> str:
    """What stands for the file where a page that was sent twice is told."""
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def laid(run: Run, question: Question, content: bytes) -> blobs.Laid:
    """The file on the disk, sealed, before the transaction that gives it its row.

    Raises MoeliError with a `BlobError` or `PictureError` code, or `form_files_many`.
    """
    allowed = taken_for(question)
    found = _found(content)
    if found not in allowed and not (found == "" and allowed == _ENDINGS["image"]):
        raise MoeliError(FormError.FILE_KIND, kinds=", ".join(allowed.values()).upper())
    if Blob.objects.living().filter(subject=key_subject(run)).count() >= MOST:
        raise MoeliError(FormError.FILES_MANY, most=MOST)
    where = {"scope": run.scope, "subject": key_subject(run), "place": run.place}
    if found.startswith("image/") or not found:
        return blobs.lay_picture(stream=BytesIO(content), retention=_PICTURE, **where)
    return blobs.lay(stream=BytesIO(content), retention=_FILE, name=found, **where)


def registered(actor: Actor, files: Mapping[str, blobs.Laid]) -> dict[str, str]:
    """Path of a question → the name that its answer is, once the file has its row."""
    names = {}
    for path, each in files.items():
        found = each.descriptor.name or each.descriptor.media_type
        names[path] = f"{blobs.register(actor=actor, laid=each).id}.{_ending(found)}"
    return names


def forget_unnamed(run: Run, values: Iterable[str]) -> None:
    """Erase the files of a run that none of `values` names: replaced, taken away, not taken."""
    kept = [found.blob for value in values if (found := named(value))]
    blobs.erase_subject(scope=run.scope, subject=key_subject(run), sparing=kept)


def forget_all(run: Run) -> None:
    """Erase every file of a run whose key is being shredded."""
    blobs.erase_subject(scope=run.scope, subject=key_subject(run))


def _ending(media_type: str) -> str:
    return next(each[media_type] for each in _ENDINGS.values() if media_type in each)


def _found(content: bytes) -> str:
    """The media type by content; empty for one that only the drawer of pictures can judge."""
    if content.startswith(b"%PDF-"):
        return "application/pdf"
    if content.startswith(b"\x1a\x45\xdf\xa3"):
        return "video/webm"
    if content.startswith((b"II*\x00", b"MM\x00*")):
        return "image/tiff"
    if content[4:8] == b"ftyp":
        film = next((name for mark, name in _FILMS if content[8:].startswith(mark)), "")
        return f"video/{film}" if film else type_of(content)
    return type_of(content)
