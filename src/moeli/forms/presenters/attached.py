"""A file that was answered with, as pages show it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from moeli.forms.attaching import named, taken_for
from moeli.standards.xforms import Question

Where = Callable[[str], str]
_WORDS: dict[str, Promise] = {
    "image": _("Picture"),
    "audio": _("Sound"),
    "video": _("Film"),
    "application": _("PDF document"),
}
_ASKED: dict[str, Promise] = {
    "image": _("A picture: JPEG, PNG, WebP or TIFF, 32 MB at most. Where it was taken is removed."),
    "audio": _("A sound: MP3, OGG, M4A or WAV, 32 MB at most. It is kept as it is."),
    "video": _("A film: MP4, 3GP or WebM, 32 MB at most. It is kept as it is."),
    "": _("A picture, a sound, a film or a PDF document, 32 MB at most."),
}


@dataclass(frozen=True, slots=True)
class Attached:
    """`kind` is image, audio, video or application; `address` is ours."""

    kind: str
    words: str
    address: str


def attached(value: str, where: Where) -> Attached | None:
    """The file that an answer names."""
    found = named(value)
    return Attached(found.kind, str(_WORDS[found.kind]), where(value)) if found else None


def asked(question: Question) -> str:
    """What may be sent, in one sentence."""
    return str(_ASKED.get(question.media.partition("/")[0], _ASKED[""]))


def accepted(question: Question) -> str:
    """The same for the browser's own chooser; HEIC it offers, to be told how to mend it."""
    return ",".join(taken_for(question))


def file_words(value: str) -> str:
    """What was sent, in a word; the name itself where it is none of ours."""
    found = named(value)
    return str(_WORDS[found.kind]) if found else value
