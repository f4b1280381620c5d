"""Asking, granting, denying, withdrawing and using. The verbs' projectors write the rows."""

from collections.abc import Iterable
from uuid import UUID

from django.db import connection, transaction

from moeli.platform import clock, node, room
from moeli.platform.access.actor import Actor
from moeli.platform.access.models import User
from moeli.platform.access.policy import require
from moeli.platform.access.services import check_own_hands
from moeli.platform.approvals.errors import ApprovalError
from moeli.platform.approvals.models import Approval
from moeli.platform.approvals.policies import ASKING, DECIDING
from moeli.platform.approvals.selectors import of_subject, standing_of
from moeli.platform.approvals.standing import Standing
from moeli.platform.errors import MoeliError, absent
from moeli.platform.ids import uuid7
from moeli.platform.journal.services import NewEntry, record
from moeli.platform.notices import services as notices

_ENDED = {
    Standing.GRANTED: ApprovalError.GRANTED,
    Standing.WAITING: ApprovalError.WAITING,
    Standing.DENIED: ApprovalError.DENIED,
    Standing.WITHDRAWN: ApprovalError.WITHDRAWN,
    Standing.EXPIRED: ApprovalError.EXPIRED,
    Standing.USED: ApprovalError.USED,
}

_OPEN = {Standing.WAITING, Standing.GRANTED}


def ask(
    *,
    actor: Actor,
    kind: str,
    subject: str,
    motive: str,
    place: str = "",
    needed: int | None = None,
    not_by: Iterable[str] = (),
) -> Approval:
    """Ask other people for an act of `kind` on `subject`.

    `subject` says exactly what is to be approved, the hash of its content included (≤ 300
    letters): it cannot be changed after asking. `needed` may ask for more people than the kind
    does, never for fewer; `not_by` names people who took part and so may not decide.
    Raises MoeliError `absent`, `approval_motive_missing`, `approval_already_asked`, `new_hands`.
    """
    declared = room.approval_kinds()[kind]
    require(actor, declared.ask, place)
    check_own_hands(actor)
    _check_motive(motive)
    if any(standing_of(each) in _OPEN for each in of_subject(kind, subject)):
        raise MoeliError(ApprovalError.ALREADY_ASKED)
    body = {
        "kind": kind,
        "subject": subject,
        "needed": max(declared.needed, needed or 0),
        "not_by": sorted(set(not_by)),
        "expires_at": (clock.now() + declared.expires_after).isoformat(),
        "motive": motive.strip(),
    }
    id = uuid7()
    with transaction.atomic():
        _record(actor, "approval.asked", id, place, body)
        if declared.notice:
            notices.raise_notice(kind=declared.notice, place=place, cause=id)
    return _found(id)


def grant(*, actor: Actor, approval_id: UUID, motive: str = "") -> Approval:
    """Say yes, as one person other than whoever asked or took part.

    Raises MoeliError `absent`, `approval_own`, `approval_not_a_person`, `approval_already_said`,
    `new_hands`, or where the approval stands when it no longer waits.
    """
    return _decide(actor, approval_id, "approval.granted", motive)


def deny(*, actor: Actor, approval_id: UUID, motive: str) -> Approval:
    """Say no: one denial ends the approval, even one that enough people have granted.

    Raises as `grant` does, and `approval_motive_missing`.
    """
    _check_motive(motive)
    return _decide(actor, approval_id, "approval.denied", motive)


def withdraw(*, actor: Actor, approval_id: UUID, motive: str = "") -> Approval:
    """Take back what one asked oneself. Raises MoeliError `absent`, or where it stands."""
    with transaction.atomic():
        approval = _locked(approval_id)
        if approval.asked_by != actor.id:
            raise absent()
        _check_open(approval, _OPEN)
        _record(actor, "approval.withdrawn", approval.id, approval.place, {"motive": motive})
        return _told(approval_id)


def use(*, actor: Actor, approval_id: UUID, kind: str, subject: str) -> Approval:
    """Use a granted approval up, in the transaction of the act that it was asked for.

    Raises RuntimeError outside a transaction; MoeliError `absent`, `approval_another` when it was
    granted for another kind or subject, `approval_voice_closed` when an account that granted it was
    closed since, or where it stands when it is not granted.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("an approval is used in the transaction of the act it was asked for")
    approval = _locked(approval_id)
    if not ASKING.may(actor, approval):
        raise absent()
    if (approval.kind, approval.subject) != (kind, subject):
        raise MoeliError(ApprovalError.ANOTHER)
    _check_open(approval, {Standing.GRANTED})
    check_own_hands(actor)
    if not all(_is_person(voice.person) for voice in approval.voices.all()):
        raise MoeliError(ApprovalError.VOICE_CLOSED)
    _record(actor, "approval.used", approval.id, approval.place, {})
    return _found(approval_id)


def _decide(actor: Actor, approval_id: UUID, verb: str, motive: str) -> Approval:
    with transaction.atomic():
        approval = _locked(approval_id)
        if not DECIDING.may(actor, approval):
            raise absent()
        _check_another_person(actor, approval)
        denying = verb == "approval.denied"
        if not denying:
            check_own_hands(actor)
        _check_open(approval, _OPEN if denying else {Standing.WAITING})
        _record(actor, verb, approval.id, approval.place, {"motive": motive.strip()})
        return _told(approval_id)


def _locked(approval_id: UUID) -> Approval:
    """The approval, locked; what was asked at another node is decided and used there."""
    here = Approval.objects.filter(node=node.current().id)
    approval = here.select_for_update().filter(id=approval_id).first()
    if approval is None:
        raise absent()
    return approval


def _check_another_person(actor: Actor, approval: Approval) -> None:
    if actor.id == approval.asked_by or actor.id in approval.not_by:
        raise MoeliError(ApprovalError.OWN)
    if approval.voices.filter(person=actor.id).exists():
        raise MoeliError(ApprovalError.ALREADY_SAID)
    if not _is_person(actor.id):
        raise MoeliError(ApprovalError.NOT_A_PERSON)


def _is_person(id: str) -> bool:
    try:
        return User.objects.filter(id=UUID(id), is_active=True).exists()
    except ValueError:  # the house itself and the command line act under no account
        return False


def _check_open(approval: Approval, allowed: set[Standing]) -> None:
    found = standing_of(approval)
    if found not in allowed:
        raise MoeliError(_ENDED[found])


def _check_motive(motive: str) -> None:
    if not motive.strip():
        raise MoeliError(ApprovalError.MOTIVE_MISSING)


def _told(id: UUID) -> Approval:
    """The approval as it now stands; who was told that it waits need not look any more."""
    approval = _found(id)
    notice = room.approval_kinds()[approval.kind].notice
    if notice and standing_of(approval) is not Standing.WAITING:
        notices.settle_notice(kind=notice, cause=id)
    return approval


def _found(id: UUID) -> Approval:
    return Approval.objects.with_voices().get(id=id)


def _record(actor: Actor, verb: str, id: UUID, place: str, body: dict[str, object]) -> None:
    record(NewEntry(verb=verb, actor=actor.id, subject=str(id), place=place, body=body))
