"""Taking over an enrolled booth with a badge or a security key and a PIN, in a few seconds."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from moeli.platform import clock
from moeli.platform.access import rules
from moeli.platform.access.actor import Actor
from moeli.platform.access.booths import EnrolledBooth
from moeli.platform.access.errors import AccessError
from moeli.platform.access.models import FullSignIn, ShiftEnrolment, User
from moeli.platform.access.open_accounts import may_sign_in
from moeli.platform.access.services import failures, locks, pins
from moeli.platform.access.sessions import By
from moeli.platform.errors import MoeliError, absent
from moeli.platform.journal.services import NewEntry, record


@dataclass(frozen=True, slots=True)
class Relief:
    """Who takes over, and until when at most; `shift` names the enrolment it rests on, or ""."""

    person: User
    by: By
    ends_at: datetime
    shift: str = ""


@dataclass(frozen=True, slots=True)
class _Ground:
    """What a badge or key holder may take over on; without `ends_at` she must sign in fully."""

    hashed_pin: str = ""
    by: By = By.RELIEF
    ends_at: datetime | None = None
    shift: str = ""


def relieve(*, actor: Actor, booth: EnrolledBooth | None, badge: bytes, pin: str) -> Relief:
    """Let the holder of `badge` (its keyed hash) take over from `actor`, or from nobody.

    Raises MoeliError `absent` (no enrolled booth), `no_relief`, `sign_in_first` or `proof_locked`.
    """
    booth = _enrolled(booth)
    shift, holder = _shift_of(badge, booth), pins.holder_of(badge)
    if shift:
        return _judged(actor, booth, shift.user_id, pin, "badge", shift)
    if holder:
        return _judged(actor, booth, holder, pin, "badge")
    pins.pin_right(pin, "")  # a badge that nobody holds takes as long as a wrong PIN
    raise _refused(actor, booth, "")


def relieve_by_key(*, actor: Actor, booth: EnrolledBooth | None, person: User, pin: str) -> Relief:
    """The same for the owner of a security key, who has just proved that she holds it."""
    return _judged(actor, _enrolled(booth), person.id, pin, "key")


def good_until(person: User, now: datetime) -> datetime | None:
    """Until when her full sign-in at this node carries a PIN; None when it does not."""
    full = FullSignIn.objects.filter(user_id=person.id).first()
    ends_at = full.at + rules.relief_time(clock.legal_day(now)) if full else now
    return ends_at if full and full.at <= now < ends_at else None


def may_relieve(now: datetime) -> list[UUID]:
    """Who has signed in fully at this node lately enough to take over a booth."""
    since = now - rules.relief_time(clock.legal_day(now))
    recent = FullSignIn.objects.filter(at__gt=since, at__lte=now, user__is_active=True)
    return list(recent.order_by("-at").values_list("user_id", flat=True))


def _judged(
    actor: Actor,
    booth: EnrolledBooth,
    person_id: UUID,
    pin: str,
    by: str,
    shift: ShiftEnrolment | None = None,
) -> Relief:
    """The failure is committed with its entry before it is raised."""
    with transaction.atomic():
        person = locks.person(person_id)
        failures.require_unlocked(person.id, booth.id)
        ground = _of_shift(shift) if shift else _of_sign_in(person)
        right = pins.pin_right(pin, ground.hashed_pin) and may_sign_in(person)
        if right and ground.ends_at:
            body = {"by": by, "relieved": actor.id, "shift": ground.shift}
            _record(actor, "access.relieved", str(person.id), booth, body)
            return Relief(person, ground.by, ground.ends_at, ground.shift)
        if not right:
            _record(actor, "access.pin_failed", str(person.id), booth, {"by": by})
    if right:
        raise _refused(actor, booth, str(person.id), AccessError.SIGN_IN_FIRST)
    raise MoeliError(AccessError.NO_RELIEF)


def _of_sign_in(person: User) -> _Ground:
    now = clock.now()
    return _Ground(pins.kept_pin(person), ends_at=good_until(person, now))


def _of_shift(shift: ShiftEnrolment) -> _Ground:
    return _Ground(shift.pin, By.SHIFT, shift.ends_at, str(shift.id))


def _shift_of(hashed: bytes, booth: EnrolledBooth) -> ShiftEnrolment | None:
    now = clock.now()
    running = ShiftEnrolment.objects.filter(place=booth.place, number_hash=hashed, ended_at=None)
    return running.filter(starts_at__lte=now, ends_at__gt=now).order_by("-starts_at").first()


def _enrolled(booth: EnrolledBooth | None) -> EnrolledBooth:
    if booth is None:
        raise absent()
    return booth


def _refused(
    actor: Actor,
    booth: EnrolledBooth,
    person_id: str,
    reason: AccessError = AccessError.NO_RELIEF,
) -> MoeliError:
    with transaction.atomic():
        _record(actor, "access.relief_refused", person_id, booth, {"why": reason.code})
    return MoeliError(reason)


def _record(
    actor: Actor, verb: str, person_id: str, booth: EnrolledBooth, body: dict[str, str]
) -> None:
    """Who takes over has not signed in yet, so the actor is whoever was there, or nobody."""
    body = {"booth": str(booth.id)} | body
    record(NewEntry(verb=verb, actor=actor.id, subject=person_id, place=booth.place, body=body))
