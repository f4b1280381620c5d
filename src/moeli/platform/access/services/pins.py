"""PINs and badges: what an officer takes over a booth with."""

import re
from uuid import UUID

from django.db import IntegrityError, transaction

from moeli.platform import clock
from moeli.platform.access import rules
from moeli.platform.access.actor import Actor
from moeli.platform.access.errors import AccessError
from moeli.platform.access.models import Badge, Pin, User
from moeli.platform.access.policies import PEOPLE
from moeli.platform.access.policy import require
from moeli.platform.access.services import locks, pin_hashes
from moeli.platform.errors import MoeliError, absent
from moeli.platform.ids import uuid7
from moeli.platform.journal.services import NewEntry, record
from moeli.platform.vault.master import index_hash

_BADGE_PURPOSE = "access.badge"  # keeps the hashes of badge numbers apart from all others
_BADGE = re.compile(r"[A-Z0-9-]{6,64}")
_MOST_DIGITS = 10  # a password has 12 characters at least: the two are never taken for each other
_ROW = "01234567890123456789"


def issue_badge(*, actor: Actor, person_id: UUID, number: str) -> Badge:
    """Give a person a badge; the one she had is revoked by it.

    Raises MoeliError `absent`, `bad_badge` or `badge_taken`.
    """
    require(actor, PEOPLE.action)
    badge_id, hashed = uuid7(), badge_hash(number)
    body = {"badge": str(badge_id), "number_hash": hashed.hex()}
    try:
        with transaction.atomic():
            locks.person(person_id)
            _record(actor, "access.badge_issued", person_id, body)
    except IntegrityError as error:
        raise MoeliError(AccessError.BADGE_TAKEN) from error
    return Badge.objects.get(id=badge_id)


def revoke_badge(*, actor: Actor, badge_id: UUID) -> None:
    """Let a badge open nothing from now on. Raises MoeliError `absent` or `no_badge`."""
    require(actor, PEOPLE.action)
    with transaction.atomic():
        badge = Badge.objects.select_for_update().filter(id=badge_id).first()
        if badge is None:
            raise absent()
        if badge.revoked_at:
            raise MoeliError(AccessError.NO_BADGE)
        _record(actor, "access.badge_revoked", badge.user_id, {"badge": str(badge.id)})


def set_pin(*, actor: Actor, pin: str) -> None:
    """Set one's own PIN, in place of the one before. Raises MoeliError `absent` or `bad_pin`."""
    if actor.is_anonymous or actor.id == "system":
        raise absent()
    hashed = hashed_pin(pin)
    with transaction.atomic():
        person = locks.person(UUID(actor.id))
        Pin.objects.update_or_create(
            user_id=person.id, defaults={"hashed": hashed, "set_at": clock.now()}
        )
        _record(actor, "access.pin_set", person.id, {})


def pin_right(pin: str, hashed: str) -> bool:
    """Whether `pin` is the one hashed; where there is none, as slow a no."""
    if not hashed:
        pin_hashes.hashed(pin)
        return False
    return pin_hashes.right(pin, hashed)


def kept_pin(person: User) -> str:
    """Her PIN as it is kept; "" where she has none."""
    own = Pin.objects.filter(user_id=person.id).values_list("hashed", flat=True)
    return own.first() or ""


def hashed_pin(pin: str) -> str:
    """What is kept of a PIN. Raises MoeliError `bad_pin` for one that is guessed first."""
    fewest = rules.pin_digits(clock.today())
    if (
        not looks_like_pin(pin)
        or len(pin) < fewest
        or len(set(pin)) == 1
        or pin in _ROW
        or pin in _ROW[::-1]
    ):
        raise MoeliError(AccessError.BAD_PIN, digits=fewest)
    return pin_hashes.hashed(pin)


def looks_like_pin(typed: str) -> bool:
    """Whether `typed` is a PIN rather than a password."""
    return typed.isascii() and typed.isdigit() and len(typed) <= _MOST_DIGITS


def badge_hash(number: str) -> bytes:
    """The keyed hash by which a badge is found. Raises MoeliError `bad_badge`."""
    cleaned = number.strip().upper()
    if not _BADGE.fullmatch(cleaned):
        raise MoeliError(AccessError.BAD_BADGE)
    return index_hash(_BADGE_PURPOSE, cleaned)


def holder_of(number_hash: bytes) -> UUID | None:
    """Who holds the badge of this hash; None when nobody does."""
    held = Badge.objects.filter(number_hash=number_hash, revoked_at=None)
    return held.values_list("user_id", flat=True).first()


def _record(actor: Actor, verb: str, person_id: UUID, body: dict[str, str]) -> None:
    record(NewEntry(verb=verb, actor=actor.id, subject=str(person_id), body=body))
