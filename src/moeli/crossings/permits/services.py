"""Recording a permit in an open inspection, and withdrawing one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.db import transaction

from moeli.crossings import tables
from moeli.crossings.opened import locked_open
from moeli.crossings.permits.errors import PermitError
from moeli.crossings.permits.lasting import months_later
from moeli.crossings.permits.models import Permit
from moeli.crossings.permits.policies import RECORDING, WITHDRAWING
from moeli.platform.access.actor import Actor
from moeli.platform.dated import DatedRow
from moeli.platform.errors import MoeliError, absent
from moeli.platform.ids import uuid7
from moeli.platform.journal.services import NewEntry, record

LONGEST_NUMBER = 40


class Origin(StrEnum):
    """Where the permit comes from."""

    SEEN = "seen"
    ISSUED = "issued"


class Because(StrEnum):
    """Why a permit is withdrawn."""

    MISTAKE = "mistake"
    CANCELLED = "cancelled"
    NOT_GENUINE = "not_genuine"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPermit:
    """A permit as it is printed."""

    kind: str
    number: str
    valid_from: date
    valid_to: date | None
    origin: Origin = Origin.SEEN


def record_permit(*, actor: Actor, inspection_id: UUID, permit: NewPermit) -> Permit:
    """Record a permit of the document that is being inspected.

    Raises MoeliError `absent`, with a `PermitError`, or where the inspection is over.
    """
    kind, id = _sound(permit), uuid7()
    with transaction.atomic():
        inspection = locked_open(actor, inspection_id, RECORDING)
        if _known(bytes(inspection.document_hash), permit):
            raise MoeliError(PermitError.TWICE)
        _record(actor, "permit.recorded", id, inspection.place, _body(inspection_id, permit, kind))
    return Permit.objects.get(id=id)


def withdraw_permit(*, actor: Actor, permit_id: UUID, because: Because) -> Permit:
    """End a permit that is recorded by mistake, cancelled or not genuine. Raises MoeliError."""
    with transaction.atomic():
        rows = Permit.objects.filter(WITHDRAWING.rows(actor)).select_for_update()
        permit = rows.filter(id=permit_id).first()
        if permit is None:
            raise absent()
        if permit.withdrawn_at:
            raise MoeliError(PermitError.WITHDRAWN)
        _record(actor, "permit.withdrawn", permit.id, permit.place, {"because": because.value})
    return Permit.objects.get(id=permit_id)


def _sound(permit: NewPermit) -> DatedRow:
    kinds = {row.id: row for row in tables.permit_kinds(permit.valid_from)}
    if permit.kind not in kinds:
        raise MoeliError(PermitError.BAD_KIND)
    _check_days(permit, kinds[permit.kind])
    number = permit.number.strip()
    if not number or len(number) > LONGEST_NUMBER or not number.isprintable():
        raise MoeliError(PermitError.BAD_NUMBER)
    return kinds[permit.kind]


def _check_days(permit: NewPermit, kind: DatedRow) -> None:
    """A kind without months may have no end; any other ends, and lasts no longer than its kind."""
    months = int(kind.value["months"])
    if permit.valid_to is None:
        if months:
            raise MoeliError(PermitError.BAD_DATES)
        return
    if permit.valid_to < permit.valid_from:
        raise MoeliError(PermitError.BAD_DATES)
    if months and permit.valid_to > months_later(permit.valid_from, months):
        raise MoeliError(PermitError.TOO_LONG, months=months)


def _known(document_hash: bytes, permit: NewPermit) -> bool:
    held = Permit.objects.of_document(document_hash).filter(
        kind=permit.kind, valid_from=permit.valid_from, valid_to=permit.valid_to
    )
    return held.exists()


def _body(inspection_id: UUID, permit: NewPermit, kind: DatedRow) -> Mapping[str, object]:
    return {
        "inspection": str(inspection_id),
        "kind": permit.kind,
        "traveller": kind.value["class"],
        "single_entry": kind.value["entries"] == "single",
        "origin": permit.origin.value,
        "number": permit.number.strip(),
        "valid_from": permit.valid_from.isoformat(),
        "valid_to": permit.valid_to.isoformat() if permit.valid_to else "",
    }


def _record(actor: Actor, verb: str, id: UUID, place: str, body: Mapping[str, object]) -> None:
    record(NewEntry(verb=verb, actor=actor.id, subject=str(id), place=place, body=body))
