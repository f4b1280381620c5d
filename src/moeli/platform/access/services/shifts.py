"""What a supervisor and a second person may do together, without headquarters.

Both prove who they are on the spot, and neither is the officer.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from moeli.platform import clock
from moeli.platform.access import roles, rules
from moeli.platform.access.actor import Actor, actor_of
from moeli.platform.access.booths import EnrolledBooth
from moeli.platform.access.errors import AccessError
from moeli.platform.access.models import Grant, ShiftEnrolment, User
from moeli.platform.access.open_accounts import may_sign_in
from moeli.platform.access.policies import SECONDING, SHIFTS
from moeli.platform.access.policy import require
from moeli.platform.access.services import people, pins
from moeli.platform.errors import MoeliError, absent
from moeli.platform.ids import uuid7
from moeli.platform.journal.services import NewEntry, record

_FRESH = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Proof:
    """That `person` proved at `at`, on the spot, who she is."""

    person: User
    at: datetime


def unlock_together(
    *, actor: Actor, booth: EnrolledBooth | None, username: str, proofs: tuple[Proof, Proof]
) -> None:
    """Forget the failed sign-ins, PINs and codes of an officer of this place, at every booth.

    `proofs` are the supervisor's and the second person's. Raises MoeliError `absent`,
    `not_for_oneself`, `no_second_person` or `proof_too_old`.
    """
    place = _place(actor, booth)
    with transaction.atomic():
        officer = _locked(username)
        _check(actor, place, officer, proofs)
        here = Grant.objects.of(officer.id).in_force(clock.now()).filter(place=place)
        if not here.exists():
            raise absent()
        people.forget_passwords(officer)
        _record(actor, "access.unlocked_by_two", officer, place, proofs, {})


def enrol_for_shift(
    *,
    actor: Actor,
    booth: EnrolledBooth | None,
    username: str,
    badge: str,
    pin: str,
    hours: int,
    proofs: tuple[Proof, Proof],
) -> ShiftEnrolment:
    """Let an officer with an account work here for `hours`, by the badge and PIN given to her.

    She has the one role of data/sign_in.toml, at this place, and nothing else of her account.
    Raises MoeliError as `unlock_together` does, or `bad_hours`, `bad_badge`, `badge_taken`,
    `bad_pin`, `wrong_agency`.
    """
    place, now = _place(actor, booth), clock.now()
    day = clock.legal_day(now)
    if not 1 <= hours <= rules.shift_hours(day):
        raise MoeliError(AccessError.BAD_HOURS, most=rules.shift_hours(day))
    number_hash, hashed, id = pins.badge_hash(badge), pins.hashed_pin(pin), uuid7()
    with transaction.atomic():
        officer = _locked(username)
        _check(actor, place, officer, proofs)
        _check_badge(number_hash, officer, now)
        if officer.agency not in roles.roles()[rules.shift_role(day)].agencies:
            raise MoeliError(AccessError.WRONG_AGENCY)
        body = {
            "enrolment": str(id),
            "role": rules.shift_role(day),
            "number_hash": number_hash.hex(),
            "ends_at": (now + timedelta(hours=hours)).isoformat(),
        }
        _record(actor, "access.shift_enrolled", officer, place, proofs, body)
        ShiftEnrolment.objects.filter(id=id).update(pin=hashed)
    return ShiftEnrolment.objects.get(id=id)


def end_shift(*, actor: Actor, enrolment_id: UUID) -> None:
    """End a shift enrolment before its time, and the session that rests on it."""
    require(actor, SHIFTS.action)
    with transaction.atomic():
        hers = ShiftEnrolment.objects.filter(SHIFTS.rows(actor))
        found = hers.select_for_update().filter(id=enrolment_id, ended_at=None).first()
        if found is None:
            raise absent()
        body = {"enrolment": str(found.id)}
        record(
            NewEntry(
                verb="access.shift_ended",
                actor=actor.id,
                subject=str(found.user_id),
                place=found.place,
                body=body,
            )
        )


def _place(actor: Actor, booth: EnrolledBooth | None) -> str:
    if booth is None:
        raise absent()
    require(actor, SHIFTS.action, booth.place)
    return booth.place


def _locked(username: str) -> User:
    named = User.objects.select_for_update().filter(username=username.strip().lower()).first()
    if named is None or not may_sign_in(named):
        raise absent()
    return named


def _check(actor: Actor, place: str, officer: User, proofs: tuple[Proof, Proof]) -> None:
    supervisor, second = proofs
    now = clock.now()
    if actor.id != str(supervisor.person.id):
        raise absent()
    if len({supervisor.person.id, second.person.id, officer.id}) < len(proofs) + 1:
        raise MoeliError(AccessError.NOT_FOR_ONESELF)
    if not _fresh(proofs, now):
        raise MoeliError(AccessError.PROOF_TOO_OLD)
    if not actor_of(second.person, now).may(SECONDING.action, place):
        raise MoeliError(AccessError.NO_SECOND_PERSON)


def _fresh(proofs: Iterable[Proof], now: datetime) -> bool:
    return all(timedelta(0) <= now - proof.at < _FRESH for proof in proofs)


def _check_badge(number_hash: bytes, officer: User, now: datetime) -> None:
    running = ShiftEnrolment.objects.filter(number_hash=number_hash, ended_at=None, ends_at__gt=now)
    held = pins.holder_of(number_hash)
    if running.exists() or (held is not None and held != officer.id):
        raise MoeliError(AccessError.BADGE_TAKEN)


def _record(
    actor: Actor,
    verb: str,
    officer: User,
    place: str,
    proofs: tuple[Proof, Proof],
    body: dict[str, str],
) -> None:
    body = {"seconded_by": str(proofs[1].person.id)} | body
    subject = str(officer.id)
    record(NewEntry(verb=verb, actor=actor.id, subject=subject, place=place, body=body))
