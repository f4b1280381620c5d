"""Proving on the spot who one is: by a PIN at an enrolled booth, or by password and code."""

from uuid import UUID

from django.db import transaction

from moeli.platform import clock
from moeli.platform.access.actor import ANONYMOUS
from moeli.platform.access.booths import EnrolledBooth
from moeli.platform.access.models import ShiftEnrolment, User
from moeli.platform.access.open_accounts import may_sign_in
from moeli.platform.access.services import failures, locks, pins
from moeli.platform.access.services.relief import good_until
from moeli.platform.errors import MoeliError, absent
from moeli.platform.journal.services import NewEntry, record


def own_pin_right(*, booth: EnrolledBooth | None, person: User, pin: str, shift: str = "") -> bool:
    """Whether the locked page of `person` opens by `pin` at this booth.

    `shift` is the id of the enrolment that her session rests on, or "". Raises MoeliError
    `absent` (no enrolled booth) or `proof_locked`.
    """
    hashed = _given_for(shift, person) if shift else pins.kept_pin(person)
    return _judged(booth, person.id, pin, hashed, "access.session_unlocked")


def prove_pin(*, booth: EnrolledBooth | None, who: str, pin: str) -> User | None:
    """Who holds the badge, or has the user name, `who` and the PIN; None when nobody has.

    Only for those who signed in fully at this node lately. Raises as `own_pin_right` does.
    """
    person = _called(who)
    if person is None or not good_until(person, clock.now()):
        pins.pin_right(pin, "")
        return None
    right = _judged(booth, person.id, pin, pins.kept_pin(person), "access.pin_used")
    return person if right else None


def session_unlocked(*, booth: EnrolledBooth | None, person: User) -> None:
    """Record that a locked page was opened by password and code."""
    with transaction.atomic():
        _record("access.session_unlocked", person.id, booth, "password")


def _judged(booth: EnrolledBooth | None, id: UUID, pin: str, hashed: str, verb: str) -> bool:
    if booth is None:
        raise absent()
    with transaction.atomic():
        person = locks.person(id)
        failures.require_unlocked(id, booth.id)
        right = pins.pin_right(pin, hashed) and may_sign_in(person)
        _record(verb if right else "access.pin_failed", id, booth, "pin")
    return right


def _called(who: str) -> User | None:
    try:
        holder = pins.holder_of(pins.badge_hash(who))
    except MoeliError:
        holder = None
    named = User.objects.filter(id=holder) if holder else None
    return (named or User.objects.filter(username=who.strip().lower())).first()


def _given_for(shift: str, person: User) -> str:
    given = ShiftEnrolment.objects.filter(id=UUID(shift), user_id=person.id)
    return given.values_list("pin", flat=True).first() or ""


def _record(verb: str, id: UUID, booth: EnrolledBooth | None, by: str) -> None:
    """It is being proved who she is, so nobody is the actor yet."""
    place, booth_id = (booth.place, str(booth.id)) if booth else ("", "")
    actor = ANONYMOUS.id if verb == "access.pin_failed" else str(id)
    body = {"booth": booth_id, "by": by}
    record(NewEntry(verb=verb, actor=actor, subject=str(id), place=place, body=body))
