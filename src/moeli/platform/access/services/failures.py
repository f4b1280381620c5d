"""Counting wrong PINs and codes by person and booth, inside the lock on her account."""

from uuid import UUID

from django.db.models import Q

from moeli.platform import clock
from moeli.platform.access import rules
from moeli.platform.access.errors import AccessError
from moeli.platform.access.models import FailedProof
from moeli.platform.errors import MoeliError


def require_unlocked(person_id: UUID, booth_id: UUID | None) -> None:
    """Go on unless too many proofs failed here lately. Raises MoeliError `proof_locked`.

    A failure that the clock has not reached yet counts too: setting a clock back opens nothing.
    """
    now = clock.now()
    day, wait = clock.legal_day(now), rules.lock_time(clock.legal_day(now))
    lately = FailedProof.objects.filter(user_id=person_id, at__gt=now - wait)
    failed = lately.filter(Q(booth_id=booth_id))  # None: at a computer that is no booth
    if failed.count() >= rules.failures_allowed(day):
        minutes = int(wait.total_seconds() // 60)
        raise MoeliError(AccessError.PROOF_LOCKED, minutes=minutes)
