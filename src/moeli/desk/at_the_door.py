"""An inspection as the machine door answers it: as the officer's own page would, or less.

What is offered here is what the door can record: an outcome that asks more is decided at the page.
"""

from dataclasses import replace
from datetime import date
from uuid import UUID

from django.utils.translation import get_language

from moeli.crossings import rules
from moeli.crossings.outcomes import Outcome, offered
from moeli.crossings.selectors import InspectionView, State, inspection_view
from moeli.desk import schemas
from moeli.desk.selectors import console
from moeli.platform import clock
from moeli.platform.errors import MoeliError
from moeli.platform.machine.caller import Caller
from moeli.screening import vocabulary
from moeli.screening.errors import ListError
from moeli.screening.selectors import Hit
from moeli.standards import icao9303

_HISTORY = "history.read"


def inspection(caller: Caller, inspection_id: UUID) -> schemas.InspectionOut:
    """The inspection, its reads journaled.

    A machine by itself learns no history, no match, and not who asked for protection.

    Raises MoeliError `absent`, `unavailable` when the read cannot be journaled, or `names_unread`:
    an answer without instructions would say that there are none.
    """
    if caller.lender is None:
        return _answer(_of_anybody(inspection_view(caller.actor, inspection_id)), None, None)
    shown = console(caller.actor, inspection_id)
    seen, today = shown.inspection, clock.today()
    if seen.state is not State.OPEN:
        return _answer(seen, None, None)
    if shown.names_unread:
        raise MoeliError(ListError.NAMES_UNREAD)
    may_see = caller.actor.may(_HISTORY, seen.place)
    hits = [_instruction(hit, today) for hit in shown.hits]
    return _answer(seen, _earlier(seen) if may_see else None, hits)


def _of_anybody(seen: InspectionView) -> InspectionView:
    """With what is offered by direction and nationality: an offer left out would tell the rest."""
    nationality = seen.document.nationality if seen.document else None
    return replace(seen, offered=offered(seen.direction, nationality))


def _answer(
    seen: InspectionView,
    earlier: list[schemas.EarlierOut] | None,
    instructions: list[schemas.InstructionOut] | None,
) -> schemas.InspectionOut:
    open_ = seen.offered if seen.state is State.OPEN else ()
    return schemas.InspectionOut(
        id=seen.id,
        direction=seen.direction.value,
        place=seen.place,
        desk=seen.desk,
        opened_at=seen.opened_at,
        valid_until=seen.valid_until,
        state=seen.state.value,
        decided=seen.decided.value if seen.decided else None,
        document=_document(seen.document) if seen.document else None,
        earlier=earlier,
        instructions=instructions,
        offered=[_offer(each, clock.today()) for each in open_ if each.usual],
    )


def _document(read: icao9303.Document) -> schemas.DocumentOut:
    return schemas.DocumentOut(
        format=read.format,
        valid=read.valid,
        lines=list(read.lines),
        fields=[
            schemas.FieldOut(name=name, value=field.value, status=field.status.value)
            for name, field in read.fields.items()
        ],
        problems=[schemas.FindingOut(code=each.code, field=each.field) for each in read.problems],
        repairs=[_repair(each) for each in read.repairs],
    )


def _repair(repair: icao9303.Repair) -> schemas.RepairOut:
    return schemas.RepairOut(
        field=repair.field,
        read=repair.read,
        value=repair.value,
        alternatives=list(repair.alternatives),
    )


def _earlier(seen: InspectionView) -> list[schemas.EarlierOut]:
    return [
        schemas.EarlierOut(
            direction=each.direction.value,
            place=each.place,
            decided_at=each.decided_at,
            outcome=each.outcome.value,
        )
        for each in seen.earlier
    ]


def _instruction(hit: Hit, day: date) -> schemas.InstructionOut:
    text = vocabulary.instruction(hit.instruction, day).label(get_language() or "en")
    return schemas.InstructionOut(code=hit.code, text=text)


def _offer(outcome: Outcome, day: date) -> schemas.OfferOut:
    rows = rules.grounds(outcome, day) if outcome.needs_ground else ()
    language = get_language() or "en"
    return schemas.OfferOut(
        outcome=outcome.value,
        grounds=[
            schemas.GroundOut(
                id=row.id, label=row.label(language), source=row.source, verified=row.verified
            )
            for row in rows
        ],
    )
