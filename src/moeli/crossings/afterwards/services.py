"""Withdrawing a decision, noting what followed it, correcting it. The projectors write the rows."""

from collections.abc import Mapping
from uuid import UUID

from django.db import IntegrityError, transaction

from moeli.crossings.afterwards import rules
from moeli.crossings.afterwards.errors import AfterwardsError
from moeli.crossings.afterwards.models import Correction
from moeli.crossings.afterwards.policies import CORRECTING, WITHDRAWING
from moeli.crossings.afterwards.selectors import in_time, possible, why_not
from moeli.crossings.asked.selectors import fears_return
from moeli.crossings.models import Decision, Inspection
from moeli.crossings.outcomes import Outcome
from moeli.crossings.services import check_ground, opening_again, tell_once
from moeli.platform import clock
from moeli.platform.access.actor import Actor
from moeli.platform.access.policy import Policy
from moeli.platform.errors import MoeliError, absent
from moeli.platform.ids import uuid7
from moeli.platform.journal.services import NewEntry, record, record_all

_MOTIVE_LENGTH = 400


def withdraw_decision(*, actor: Actor, decision_id: UUID) -> Inspection:
    """Undo her own decision within seconds: a linked withdrawal, and the same look opened again.

    The document need not be captured a second time; the new inspection names the decision that it
    reopens. Done twice, it gives the same inspection. Refused once something physical or printed
    followed. Raises MoeliError `absent`, or with an `AfterwardsError` code.
    """
    with transaction.atomic():
        decision = _locked(actor, decision_id, WITHDRAWING)
        if decision.officer != actor.id:
            raise MoeliError(AfterwardsError.NOT_YOURS)
        again = Inspection.objects.filter(reopens=decision.id).first()
        if again:
            return again
        _check_undoable(decision)
        return _withdraw(actor, decision)


def note_followed(*, actor: Actor, decision_id: UUID, what: str) -> None:
    """Something physical or printed follows from a decision: `printed`, `slip`, `gate`, `stamp`.

    From then on it can be corrected only. Noted twice, the first holds. Raises MoeliError
    `absent`, or `decision_withdrawn`: then the thing must not happen.
    """
    with transaction.atomic():
        decision = _locked(actor, decision_id, WITHDRAWING)
        if decision.withdrawn_at:
            raise MoeliError(AfterwardsError.WITHDRAWN)
        if not decision.followed_by:
            _tell(actor, decision, "decision.followed", {"what": what})


def correct_decision(
    *,
    actor: Actor,
    decision_id: UUID,
    outcome: Outcome,
    ground: str = "",
    motive: str,
    idempotency_key: UUID,
) -> Correction:
    """Say what a decision should have read: a linked record; the decision itself stays as it was.

    The crossing follows what it reads now. `motive` goes to the journal, sealed. The same key
    again returns the correction made. Raises MoeliError `absent`, or with an `AfterwardsError`
    code, or `ground_missing`.
    """
    if not 0 < len(motive.strip()) <= _MOTIVE_LENGTH:
        raise MoeliError(AfterwardsError.MOTIVE_MISSING)
    try:
        with transaction.atomic():
            decision = _locked(actor, decision_id, CORRECTING)
            made = Correction.objects.filter(idempotency_key=idempotency_key).first()
            if made:
                return _same(made, decision, actor, outcome, ground)
            _check_correctable(decision, outcome, ground)
            said = {"outcome": outcome.value, "ground": ground, "motive": motive.strip()}
            return _correct(actor, decision, said | {"idempotency_key": str(idempotency_key)})
    except IntegrityError as error:  # the key was used on another decision at this very moment
        raise MoeliError(AfterwardsError.KEY_REUSED) from error


def _locked(actor: Actor, decision_id: UUID, policy: Policy) -> Decision:
    """Inspection first, as whoever decides holds it; then what is known of its decision."""
    allowed = Decision.objects.filter(policy.rows(actor)).filter(id=decision_id)
    inspection_id = allowed.values_list("inspection_id", flat=True).first()
    if inspection_id is None:
        raise absent()
    Inspection.objects.select_for_update().get(id=inspection_id)
    return Decision.objects.select_related("inspection").get(id=decision_id)


def _check_undoable(decision: Decision) -> None:
    reason = why_not(decision)
    if reason:
        raise MoeliError(reason)
    if not in_time(decision.decided_at):
        seconds = rules.undo_time(clock.today()).total_seconds()
        raise MoeliError(AfterwardsError.TOO_LATE, seconds=seconds)


def _withdraw(actor: Actor, decision: Decision) -> Inspection:
    opening = opening_again(actor, decision)
    body = {"inspection": str(decision.inspection_id), "reopened_as": opening.subject}
    withdrawal = NewEntry(
        verb="decision.withdrawn",
        actor=actor.id,
        subject=str(decision.id),
        place=decision.inspection.place,
        body=body,
    )
    record_all([withdrawal, opening])
    again = Inspection.objects.get(id=opening.subject)
    tell_once(actor, again)
    return again


def _check_correctable(decision: Decision, outcome: Outcome, ground: str) -> None:
    if decision.withdrawn_at:
        raise MoeliError(AfterwardsError.WITHDRAWN)
    if outcome is decision.stands_as:
        raise MoeliError(AfterwardsError.NO_CHANGE)
    inspection = decision.inspection
    if outcome not in possible(inspection):
        raise MoeliError(AfterwardsError.NOT_POSSIBLE)
    if outcome.shuts_out and fears_return(inspection):
        raise MoeliError(AfterwardsError.NOT_POSSIBLE)
    check_ground(outcome, ground)


def _correct(actor: Actor, decision: Decision, said: Mapping[str, object]) -> Correction:
    id = uuid7()
    body = {"correction": str(id), "crossing": str(uuid7()), **said}
    _tell(actor, decision, "decision.corrected", body)
    return Correction.objects.get(id=id)


def _same(
    made: Correction, decision: Decision, actor: Actor, outcome: Outcome, ground: str
) -> Correction:
    now_asked = (decision.id, actor.id, outcome.value, ground)
    if (made.decision_id, made.officer, made.outcome, made.ground) != now_asked:
        raise MoeliError(AfterwardsError.KEY_REUSED)
    return made


def _tell(actor: Actor, decision: Decision, verb: str, body: Mapping[str, object]) -> None:
    record(
        NewEntry(
            verb=verb,
            actor=actor.id,
            subject=str(decision.id),
            place=decision.inspection.place,
            body=body,
        )
    )
