"""Settling what was set aside: it becomes a run after all, or it is discarded and erased."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import get_language

from moeli.forms.openrosa import judging, telling
from moeli.forms.openrosa.errors import KeepingError, PhoneError
from moeli.forms.openrosa.judging import Read
from moeli.forms.openrosa.models import Submission
from moeli.forms.openrosa.policies import SETTLING
from moeli.forms.openrosa.running import Facts, run_received
from moeli.forms.openrosa.sealing import key_subject, waiting_binding
from moeli.forms.openrosa.sent import Sent, told
from moeli.platform import clock
from moeli.platform.access.actor import Actor
from moeli.platform.blobs import services as blobs
from moeli.platform.errors import MoeliError, absent
from moeli.platform.journal.services import NewEntry, record, record_all
from moeli.platform.keyring import services as keyring

_LONGEST = 400


def accept(*, actor: Actor, submission_id: UUID, motive: str) -> Submission:
    """Make a run of it, as it was answered; why is kept with it. Nobody reads the answers here.

    Raises MoeliError `absent`, `set_aside_settled`, `set_aside_no_motive`,
    `set_aside_still_unknown` or `set_aside_not_of_the_form`.
    """
    why = _motive(motive)
    with transaction.atomic():
        row = _locked(actor, submission_id)
        read = _read(row)
        facts = Facts(row.run, row.person, row.place, row.phone, row.skew, row.reason)
        run = run_received(read, facts, actor.id)
        record_all([run, _entry("openrosa.submission_accepted", actor, row, why)])
        telling.settled(row.phone)
    return Submission.objects.get(id=submission_id)


def discard(*, actor: Actor, submission_id: UUID, motive: str) -> None:
    """Erase it with its files and its key; that it came, and why it went, stays recorded.

    Raises MoeliError `absent`, `set_aside_settled` or `set_aside_no_motive`.
    """
    why = _motive(motive)
    with transaction.atomic():
        row = _locked(actor, submission_id)
        record(_entry("openrosa.submission_discarded", actor, row, why))
        telling.settled(row.phone)
        blobs.erase_subject(scope=row.scope, subject=key_subject(row.run))
        keyring.shred(subject=key_subject(row.run), scope=row.scope)


def _read(row: Submission) -> Read:
    xml = keyring.unseal(waiting_binding(row.id, row.run, row.scope), bytes(row.sealed))
    said = told(Sent(xml), clock.today(), (get_language() or "en")[:2])
    try:
        found = judging.read(said, xml, clock.today())
    except MoeliError as error:
        if error.reason is not PhoneError.OUTSIDE:
            raise
        raise MoeliError(KeepingError.NOT_OF_THE_FORM) from error
    if found is None:
        raise MoeliError(KeepingError.STILL_UNKNOWN)
    return found


def _locked(actor: Actor, submission_id: UUID) -> Submission:
    open_to_her = Submission.objects.filter(SETTLING.rows(actor)).select_for_update()
    row = open_to_her.filter(id=submission_id).exclude(state="run").first()
    if row is None:
        raise absent()
    if row.state != "waits":
        raise MoeliError(KeepingError.SETTLED)
    return row


def _motive(text: str) -> str:
    plain = " ".join(text.split())
    if not 0 < len(plain) <= _LONGEST:
        raise MoeliError(KeepingError.NO_MOTIVE)
    return plain


def _entry(verb: str, actor: Actor, row: Submission, motive: str) -> NewEntry:
    return NewEntry(
        verb=verb, actor=actor.id, subject=str(row.id), place=row.place, body={"motive": motive}
    )
