"""Writing down what a traveller answered, in an open inspection."""

from uuid import UUID

from django.db import transaction

from moeli.crossings import tables
from moeli.crossings.asked.errors import AskedError
from moeli.crossings.asked.models import Asked
from moeli.crossings.asked.sealing import Answers
from moeli.crossings.asked.selectors import fears_return
from moeli.crossings.opened import locked_open
from moeli.crossings.outcomes import Direction
from moeli.crossings.parties import rules as party_rules
from moeli.crossings.policies import OPENING
from moeli.crossings.travellers import TravellerClass
from moeli.platform import clock
from moeli.platform.access.actor import Actor
from moeli.platform.errors import MoeliError
from moeli.platform.ids import uuid7
from moeli.platform.journal.services import NewEntry, record

LONGEST = 120


def ask_traveller(*, actor: Actor, inspection_id: UUID, answers: Answers) -> Asked:
    """Write down class, answers and whether she fears to return.

    The latest answers hold; that she fears to return is never taken back at a desk.

    Raises MoeliError `absent`, with an `AskedError`, or where the inspection is over.
    """
    id = uuid7()
    with transaction.atomic():
        inspection = locked_open(actor, inspection_id, OPENING)
        fields = _sound(answers, Direction(inspection.direction))
        body = {
            "inspection": str(inspection.id),
            "traveller": answers.traveller or "",
            "protection": answers.protection or fears_return(inspection),
            "fields": fields,
        }
        record(
            NewEntry(
                verb="traveller.asked",
                actor=actor.id,
                subject=str(id),
                place=inspection.place,
                body=body,
            )
        )
    return Asked.objects.get(id=id)


def _sound(answers: Answers, direction: Direction) -> dict[str, str]:
    """The answers that were given, each to a question that is asked of the class or of minors."""
    traveller = answers.traveller or TravellerClass.VISITOR
    rows = tables.asked_fields(clock.today(), traveller, direction, minor=True)
    rows += tables.asked_fields(clock.today(), traveller, direction, minor=False)
    given = {name: said.strip() for name, said in answers.fields.items() if said.strip()}
    if not set(given) <= {row.id for row in rows}:
        raise MoeliError(AskedError.NOT_ASKED)
    if any(len(said) > LONGEST for said in given.values()):
        raise MoeliError(AskedError.TOO_LONG, most=LONGEST)
    papers = {row.id for row in party_rules.consent_papers(clock.today())}
    if given.get("consent", party_rules.NO_PAPER) not in papers | {party_rules.NO_PAPER}:
        raise MoeliError(AskedError.NOT_ASKED)
    return given
