"""A run made of a phone's answers: sealed like a desk's, with what the phone said of itself."""

from base64 import b64encode
from dataclasses import dataclass
from uuid import UUID

from moeli.forms.kept import LARGEST, Kept
from moeli.forms.models import Run
from moeli.forms.openrosa import phone_clock
from moeli.forms.openrosa.errors import PhoneError
from moeli.forms.openrosa.judging import Read
from moeli.forms.sealing import answers_binding
from moeli.platform.errors import MoeliError
from moeli.platform.journal.services import NewEntry
from moeli.platform.keyring import services as keyring


@dataclass(frozen=True, slots=True)
class Facts:
    """Which run it becomes, whose, where, from which phone, its clock; why it was let through."""

    run: UUID
    person: str
    place: str
    phone: UUID
    skew: int | None
    accepted_for: str = ""


def run_received(read: Read, facts: Facts, actor: str) -> NewEntry:
    """The entry by which the run comes to be. Raises MoeliError `phone_too_large`."""
    row = read.edition
    run = Run(id=facts.run, scope=row.scope)
    seconds = phone_clock.lasted(read.begun, read.ended)
    plain = Kept(read.session.save(), phone=_said(read, facts)).to_bytes()
    if len(plain) > LARGEST:
        raise MoeliError(PhoneError.TOO_LARGE, most=LARGEST)
    body = {
        "form": row.form,
        "title": row.title,
        "edition": str(row.id),
        "number": row.number,
        "sha256": row.sha256,
        "scope": row.scope,
        "person": facts.person,
        "seconds": seconds,
        "answers": b64encode(keyring.seal(answers_binding(run), plain)).decode(),
    }
    return NewEntry(
        verb="form.run_received",
        actor=actor,
        subject=str(facts.run),
        place=facts.place,
        body=body,
    )


def _said(read: Read, facts: Facts) -> dict[str, object]:
    return {
        "id": str(facts.phone),
        "begun": read.begun.isoformat() if read.begun else "",
        "ended": read.ended.isoformat() if read.ended else "",
        "skew": facts.skew,
        "accepted_for": facts.accepted_for,
        "unfit": read.told(),
    }
