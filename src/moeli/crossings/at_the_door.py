"""Deciding through a device: the officer whose name it was lent, on what it captured for her."""

from uuid import UUID

from django.db import transaction

from moeli.crossings import services
from moeli.crossings.afterwards.errors import AfterwardsError
from moeli.crossings.errors import CrossingError
from moeli.crossings.models import Decision, Inspection
from moeli.crossings.outcomes import Outcome
from moeli.platform.access.actor import Actor
from moeli.platform.errors import MoeliError, absent
from moeli.platform.machine import selectors as devices
from moeli.platform.machine.caller import Caller, KnownDevice
from moeli.platform.machine.services import note_act

DECIDING = "decision.make"


def require_own(caller: Caller, inspection_id: UUID) -> None:
    """Go on only with an inspection that this caller opened at this device's desk.

    So an officer decides through a device only what was shown to her there, matches included; a
    machine by itself sees only its own. Raises MoeliError `absent`.
    """
    device = caller.device
    own = Inspection.objects.filter(
        id=inspection_id, place=device.place, desk=device.desk, officer=caller.actor.id
    )
    if not own.exists():
        raise absent()


def decide(
    *, caller: Caller, inspection_id: UUID, outcome: Outcome, ground: str, key: UUID
) -> Decision:
    """Decide as `services.decide` does, by the officer; which device carried it is kept with it.

    Raises MoeliError `person_needed`, `absent`, or with a `CrossingError` code.
    """
    officer = caller.person().actor
    with transaction.atomic():
        require_own(caller, inspection_id)
        decision = _decided(officer, inspection_id, outcome, ground, key)
        note_act(caller=caller, operation=DECIDING, key=key, subject=decision.id)
    return decision


def _decided(
    officer: Actor, inspection_id: UUID, outcome: Outcome, ground: str, key: UUID
) -> Decision:
    """The shape of a request says whether it names a ground; only which one can still be wrong."""
    try:
        return services.decide(
            actor=officer,
            inspection_id=inspection_id,
            outcome=outcome,
            ground=ground,
            idempotency_key=key,
        )
    except MoeliError as error:
        if error.reason is CrossingError.GROUND_MISSING:
            raise MoeliError(CrossingError.GROUND_NOT_OFFERED) from error
        raise


def decision_under(device: KnownDevice, key: UUID) -> Decision:
    """What was decided under `key` by a device of this desk; it names nobody.

    Raises MoeliError `absent`, also for a decision of another desk, or `decision_withdrawn`: then
    nothing may follow from it.
    """
    decision = Decision.objects.get(id=devices.act(device, DECIDING, key))
    if decision.withdrawn_at:
        raise MoeliError(AfterwardsError.WITHDRAWN)
    return decision
