"""Where this room's envelopes belong, and how what is in them is written."""

import json
from collections.abc import Mapping
from typing import Any

from moeli.documents.models import Examination, Picture
from moeli.documents.reading import Reading
from moeli.platform.keyring import services as keyring
from moeli.platform.vault.envelope import Binding

SCOPE = "crossing"
_BLOCK = 1024


def reading_binding(row: Picture) -> Binding:
    """What was read in a picture."""
    return Binding(row.key_subject, SCOPE, "documents.Picture", "reading", str(row.id))


def answers_binding(row: Picture) -> Binding:
    """Which characters hands gave."""
    return Binding(row.key_subject, SCOPE, "documents.Picture", "answers", str(row.id))


def question_binding(row: Examination) -> Binding:
    """What the desk asks."""
    return Binding(row.key_subject, SCOPE, "documents.Examination", "question", str(row.id))


def picture_binding(row: Examination) -> Binding:
    """The picture that travels with the question."""
    return Binding(row.key_subject, SCOPE, "documents.Examination", "picture", str(row.id))


def answer_binding(row: Examination) -> Binding:
    """What the expert answers."""
    return Binding(row.answer_key_subject, SCOPE, "documents.Examination", "answer", str(row.id))


def sealed(binding: Binding, told: Mapping[str, Any]) -> bytes:
    """An envelope of whole blocks."""
    text = json.dumps(told).encode()
    return keyring.seal(binding, text.ljust(-(-len(text) // _BLOCK) * _BLOCK))


def opened(binding: Binding, envelope: "bytes | memoryview[int]") -> dict[str, Any]:
    """What `sealed` wrote; the caller has journaled that it is read."""
    told: dict[str, Any] = json.loads(keyring.unseal(binding, bytes(envelope)))
    return told


def reading_of(row: Picture) -> Reading | None:
    """What was read in a picture; None where no zone was found. The caller has journaled it."""
    return Reading.told(opened(reading_binding(row), row.reading)) if row.reading else None
