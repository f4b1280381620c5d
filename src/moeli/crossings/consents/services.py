"""Recording standing consent in an open inspection, and ending one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.db import transaction

from moeli.crossings.consents import rules
from moeli.crossings.consents.errors import ConsentError
from moeli.crossings.consents.models import Consent
from moeli.crossings.consents.policies import RECORDING, WITHDRAWING
from moeli.crossings.opened import locked_open
from moeli.crossings.permits.lasting import months_later
from moeli.platform.access.actor import Actor
from moeli.platform.errors import MoeliError, absent
from moeli.platform.ids import uuid7
from moeli.platform.journal.services import NewEntry, record
from moeli.ports import directory

LONGEST_NAME = 120


class Because(StrEnum):
    """Why a consent ends."""

    TAKEN_BACK = "taken_back"
    MISTAKE = "mistake"
    NOT_GENUINE = "not_genuine"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewConsent:
    """A consent as its paper says it; `port` "" stands for every port."""

    giver: str
    who: str
    paper: str
    valid_from: date
    valid_to: date
    port: str = ""
    school: str = ""


def record_consent(*, actor: Actor, inspection_id: UUID, consent: NewConsent) -> Consent:
    """Record consent to the journeys of the holder of the document that is being inspected.

    Raises MoeliError `absent`, with a `ConsentError`, or where the inspection is over.
    """
    _check(consent)
    id = uuid7()
    with transaction.atomic():
        inspection = locked_open(actor, inspection_id, RECORDING)
        if _known(bytes(inspection.document_hash), consent):
            raise MoeliError(ConsentError.TWICE)
        body = _body(inspection_id, consent)
        _record(actor, "consent.recorded", id, inspection.place, body)
    return Consent.objects.get(id=id)


def withdraw_consent(*, actor: Actor, consent_id: UUID, because: Because) -> Consent:
    """End a consent that was taken back, recorded by mistake or not genuine. Raises MoeliError."""
    with transaction.atomic():
        rows = Consent.objects.filter(WITHDRAWING.rows(actor)).select_for_update()
        consent = rows.filter(id=consent_id).first()
        if consent is None:
            raise absent()
        if consent.withdrawn_at:
            raise MoeliError(ConsentError.WITHDRAWN)
        _record(actor, "consent.withdrawn", consent.id, consent.place, {"because": because.value})
    return Consent.objects.get(id=consent_id)


def _check(consent: NewConsent) -> None:
    day = consent.valid_from
    if consent.paper not in {row.id for row in rules.papers(day)}:
        raise MoeliError(ConsentError.BAD_PAPER)
    known = consent.giver in {row.id for row in rules.givers(day)}
    if not known or not consent.who.strip() or not all(map(_line, (consent.who, consent.school))):
        raise MoeliError(ConsentError.BAD_GIVER)
    if consent.port and consent.port not in {each.code for each in directory.all_ports()}:
        raise MoeliError(ConsentError.BAD_PORT)
    most = rules.longest_months(day)
    if not day <= consent.valid_to <= months_later(day, most):
        raise MoeliError(ConsentError.BAD_DATES, months=most)


def _line(text: str) -> bool:
    return len(text) <= LONGEST_NAME and text.isprintable()


def _known(document_hash: bytes, consent: NewConsent) -> bool:
    held = Consent.objects.of_document(document_hash).filter(
        paper=consent.paper,
        giver=consent.giver,
        port=consent.port,
        valid_from=consent.valid_from,
        valid_to=consent.valid_to,
    )
    return held.exists()


def _body(inspection_id: UUID, consent: NewConsent) -> Mapping[str, object]:
    return {
        "inspection": str(inspection_id),
        "giver": consent.giver,
        "who": consent.who.strip(),
        "paper": consent.paper,
        "port": consent.port,
        "school": consent.school.strip(),
        "valid_from": consent.valid_from.isoformat(),
        "valid_to": consent.valid_to.isoformat(),
    }


def _record(actor: Actor, verb: str, id: UUID, place: str, body: Mapping[str, object]) -> None:
    record(NewEntry(verb=verb, actor=actor.id, subject=str(id), place=place, body=body))
