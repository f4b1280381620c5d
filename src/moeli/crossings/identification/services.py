"""Identifying a person without any document, from the first question to the decision."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction

from moeli.crossings import tables
from moeli.crossings.errors import CrossingError
from moeli.crossings.identification import rules
from moeli.crossings.identification.errors import IdentificationError
from moeli.crossings.identification.models import Identification
from moeli.crossings.identification.policies import ASKING, CONFIRMING, DECIDING
from moeli.crossings.identification.words import Word, offered
from moeli.crossings.models import Decision
from moeli.crossings.outcomes import Direction, Outcome
from moeli.crossings.services import decide
from moeli.platform import clock
from moeli.platform.access.actor import Actor
from moeli.platform.access.policy import Policy, require
from moeli.platform.errors import MoeliError, absent
from moeli.platform.ids import uuid7
from moeli.platform.journal.services import NewEntry, record

LONGEST = 120
NAME = "name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Voucher:
    """Who or what vouches (a row of the table), and how they are found again."""

    kind: str
    by: str


def begin_identification(
    *, actor: Actor, place: str, desk: str, direction: Direction, answers: Mapping[str, str]
) -> Identification:
    """Write down what a person without any document answered. Raises MoeliError."""
    require(actor, ASKING.action, place)
    if not desk:
        raise MoeliError(IdentificationError.WRONG_PLACE)
    body = {"desk": desk, "direction": direction.value, "answers": _sound(answers)}
    id = uuid7()
    with transaction.atomic():
        _record(actor, "identification.begun", id, place, body)
    return Identification.objects.get(id=id)


def vouch(*, actor: Actor, identification_id: UUID, voucher: Voucher) -> Identification:
    """Enter who vouches for the person; the first voucher holds. Raises MoeliError."""
    by = voucher.by.strip()
    kinds = {row.id for row in tables.voucher_kinds(clock.today())}
    if voucher.kind not in kinds or not by or len(by) > LONGEST:
        raise MoeliError(IdentificationError.BAD_VOUCHER)
    with transaction.atomic():
        row = _locked(actor, identification_id, ASKING)
        _check_unworded(row)
        body = {"voucher": voucher.kind, "vouched_by": by}
        _record(actor, "identification.vouched", row.id, row.place, body)
    return Identification.objects.get(id=row.id)


def give_word(*, actor: Actor, identification_id: UUID, word: Word) -> Identification:
    """The second officer's word, who is not the one who asked. Raises MoeliError."""
    with transaction.atomic():
        row = _locked(actor, identification_id, CONFIRMING)
        _check_unworded(row)
        if actor.id == row.officer:
            raise MoeliError(IdentificationError.SAME_OFFICER)
        if word is Word.CONFIRMED and not row.voucher:
            raise MoeliError(IdentificationError.NO_VOUCHER)
        _record(actor, "identification.worded", row.id, row.place, {"word": word.value})
    return Identification.objects.get(id=row.id)


def decide_identified(
    *, actor: Actor, identification_id: UUID, outcome: Outcome, idempotency_key: UUID
) -> Decision:
    """Decide: the person's inspection, decision and crossing in one transaction.

    A crossing needs the second officer's word; referral is always open, refusal never. The same
    key again returns the decision already made. Raises MoeliError.
    """
    try:
        with transaction.atomic():
            row = _held(actor, identification_id, DECIDING)
            if row.closed_at:
                return _again(row, outcome, idempotency_key)
            _check_fresh(row)
            if outcome not in offered(Direction(row.direction), row.word):
                raise MoeliError(IdentificationError.NOT_CONFIRMED)
            inspection = uuid7()
            body = {"inspection": str(inspection)}
            _record(actor, "identification.closed", row.id, row.place, body)
            return decide(
                actor=actor,
                inspection_id=inspection,
                outcome=outcome,
                idempotency_key=idempotency_key,
            )
    except IntegrityError as error:  # the key was used elsewhere at this very moment
        raise MoeliError(CrossingError.KEY_REUSED) from error


def _sound(answers: Mapping[str, str]) -> dict[str, str]:
    today = clock.today()
    given = {name: said.strip() for name, said in answers.items() if said.strip()}
    known = {row.id for row in tables.identification_questions(today)}
    if not set(given) <= known or any(len(said) > LONGEST for said in given.values()):
        raise MoeliError(IdentificationError.BAD_ANSWER, most=LONGEST)
    least = rules.answers_at_least(today)
    if len(given) < least or NAME not in given:
        raise MoeliError(IdentificationError.TOO_FEW, least=least)
    return given


def _held(actor: Actor, identification_id: UUID, policy: Policy) -> Identification:
    rows = Identification.objects.filter(policy.rows(actor)).select_for_update()
    row = rows.filter(id=identification_id).first()
    if row is None:
        raise absent()
    return row


def _locked(actor: Actor, identification_id: UUID, policy: Policy) -> Identification:
    row = _held(actor, identification_id, policy)
    if row.closed_at:
        raise MoeliError(IdentificationError.CLOSED)
    _check_fresh(row)
    return row


def _check_fresh(row: Identification) -> None:
    validity = rules.validity(clock.legal_day(row.begun_at))
    if clock.now() - row.begun_at > validity:
        minutes = validity.total_seconds() // 60
        raise MoeliError(IdentificationError.STALE, minutes=minutes)


def _check_unworded(row: Identification) -> None:
    if row.word:
        raise MoeliError(IdentificationError.WORDED)


def _again(row: Identification, outcome: Outcome, key: UUID) -> Decision:
    made = Decision.objects.filter(inspection=row.inspection_id, idempotency_key=key).first()
    if made is None or made.outcome != outcome:
        raise MoeliError(IdentificationError.CLOSED)
    return made


def _record(actor: Actor, verb: str, id: UUID, place: str, body: Mapping[str, object]) -> None:
    record(NewEntry(verb=verb, actor=actor.id, subject=str(id), place=place, body=body))
