"""Deciding an open inspection, once."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q

from moeli.crossings import entries, rules
from moeli.crossings.afterwards.errors import AfterwardsError
from moeli.crossings.asked.selectors import fears_return
from moeli.crossings.entries import Told
from moeli.crossings.errors import CrossingError
from moeli.crossings.models import Crossing, Decision, Inspection
from moeli.crossings.opened import check_standing, locked
from moeli.crossings.outcomes import Direction, Outcome, offered
from moeli.crossings.policies import DECIDING
from moeli.crossings.projectors import decision_of
from moeli.crossings.selectors import departure_before
from moeli.platform import clock
from moeli.platform.access.actor import Actor
from moeli.platform.errors import MoeliError
from moeli.platform.ids import uuid7
from moeli.platform.journal.services import record
from moeli.platform.prepared import Asked, Prepared

SCREENINGS = ("accepted", "declined", "not_offered")
_MADE = Prepared(
    lambda: Decision.objects.filter(
        Q(idempotency_key=Asked("key")) | Q(inspection_id=Asked("inspection"))
    )
)


def decide(
    *,
    actor: Actor,
    inspection_id: UUID,
    outcome: Outcome,
    ground: str = "",
    screening: str = "",
    idempotency_key: UUID,
) -> Decision:
    """Decide an open inspection: decision, crossing and journal entry in one transaction.

    `screening` is asked of TURNED_BACK alone: one of `SCREENINGS`. The same key with the same
    content returns the decision already made, so that an answer lost on the way can be asked for
    again. Raises MoeliError with a `CrossingError` code, or `decision_withdrawn`.
    """
    try:
        with transaction.atomic():
            inspection = locked(actor, inspection_id, DECIDING)
            repeated = _repeated(inspection, idempotency_key)
            if repeated:
                return _same(repeated, actor, inspection, outcome, ground)
            check_standing(inspection, clock.now())
            gone = departure_before(inspection) if outcome is Outcome.TURNED_BACK else None
            _check_offered(inspection, outcome, left_before=gone is not None)
            check_ground(outcome, ground)
            _check_screening(outcome, screening)
            told = Told(id=uuid7(), actor=actor.id, place=inspection.place)
            entry = entries.decided(
                told,
                inspection.id,
                outcome=outcome,
                ground=ground,
                idempotency_key=idempotency_key,
                besides=_turned_back(outcome, gone, screening),
            )
            return decision_of(record(entry))
    except IntegrityError as error:  # the key was used on another inspection at this very moment
        raise MoeliError(CrossingError.KEY_REUSED) from error


def check_ground(outcome: Outcome, ground: str) -> None:
    """Raises MoeliError `ground_missing` unless `ground` is one on which `outcome` may rest today.

    An outcome that needs none has none.
    """
    known = {row.id for row in rules.grounds(outcome, clock.today())}
    if (outcome.needs_ground and ground not in known) or (ground and not outcome.needs_ground):
        raise MoeliError(CrossingError.GROUND_MISSING)


def _repeated(inspection: Inspection, key: UUID) -> Decision | None:
    """The decision that was made with this key. Raises MoeliError where another one was made."""
    made = _MADE.rows(key=key, inspection=inspection.id)
    by_key = {each.idempotency_key: each for each in made}
    if by_key and key not in by_key:
        raise MoeliError(CrossingError.ALREADY_DECIDED)
    return by_key.get(key)


def _same(
    made: Decision, actor: Actor, inspection: Inspection, outcome: Outcome, ground: str
) -> Decision:
    now_asked = (inspection.id, actor.id, outcome.value, ground)
    if (made.inspection_id, made.officer, made.outcome, made.ground) != now_asked:
        raise MoeliError(CrossingError.KEY_REUSED)
    if made.withdrawn_at:
        raise MoeliError(AfterwardsError.WITHDRAWN)
    return made


def _check_offered(inspection: Inspection, outcome: Outcome, *, left_before: bool) -> None:
    protection = outcome.shuts_out and fears_return(inspection)
    open_to_her = offered(
        Direction(inspection.direction),
        inspection.nationality,
        left_before=left_before,
        protection=protection,
    )
    if outcome not in open_to_her:
        raise MoeliError(CrossingError.NOT_OFFERED)


def _check_screening(outcome: Outcome, screening: str) -> None:
    asked = outcome is Outcome.TURNED_BACK
    if (asked and screening not in SCREENINGS) or (screening and not asked):
        raise MoeliError(CrossingError.SCREENING_MISSING)


def _turned_back(outcome: Outcome, gone: Crossing | None, screening: str) -> dict[str, object]:
    if outcome is Outcome.TURNED_BACK and gone:
        return {"voids": str(gone.id), "screening": screening}
    return {}
