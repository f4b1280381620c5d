"""An inspection that is still open: who may touch it, held until the end of the transaction."""

from datetime import datetime, timedelta
from uuid import UUID

from moeli.crossings import rules
from moeli.crossings.errors import CrossingError
from moeli.crossings.models import Decision, Inspection
from moeli.platform import clock
from moeli.platform.access.actor import Actor
from moeli.platform.access.policy import Policy
from moeli.platform.errors import MoeliError, absent
from moeli.platform.prepared import Asked, Prepared

_CLOCKS_DIFFER = timedelta(seconds=5)
_LOCKED = Prepared(lambda: Inspection.objects.select_for_update().filter(id=Asked("id")))


def locked(actor: Actor, inspection_id: UUID, policy: Policy) -> Inspection:
    """The inspection, locked. Raises MoeliError `absent`."""
    inspection = _LOCKED.first(id=inspection_id)
    if inspection is None or not policy.may(actor, inspection):
        raise absent()
    return inspection


def locked_open(actor: Actor, inspection_id: UUID, policy: Policy) -> Inspection:
    """As `locked`. Raises MoeliError also where it is decided, superseded or has run out."""
    inspection = locked(actor, inspection_id, policy)
    check_open(inspection, clock.now())
    return inspection


def is_open(inspection: Inspection, now: datetime) -> bool:
    """Whether the inspection can still be decided."""
    try:
        check_open(inspection, now)
    except MoeliError:
        return False
    return True


def check_open(inspection: Inspection, now: datetime) -> None:
    """Raises MoeliError where the inspection can no longer be decided."""
    if Decision.objects.filter(inspection=inspection).exists():
        raise MoeliError(CrossingError.ALREADY_DECIDED)
    check_standing(inspection, now)


def check_standing(inspection: Inspection, now: datetime) -> None:
    """As `check_open`, for a caller who knows that nobody has decided it."""
    if inspection.superseded_at:
        raise MoeliError(CrossingError.SUPERSEDED)
    validity = rules.inspection_validity(clock.legal_day(inspection.opened_at))
    if now < inspection.opened_at - _CLOCKS_DIFFER:
        raise MoeliError(CrossingError.CLOCK_WENT_BACK)
    if now - inspection.opened_at > validity:
        raise MoeliError(CrossingError.STALE, minutes=validity.total_seconds() // 60)
