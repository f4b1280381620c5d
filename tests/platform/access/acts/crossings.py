"""What an officer does at a desk and with the document list."""

from datetime import date

from django.db import transaction

from moeli.crossings import selectors as crossings
from moeli.crossings import services as crossing_services
from moeli.crossings.afterwards.services import correct_decision, note_followed
from moeli.crossings.capture import How
from moeli.crossings.captured import ByEye
from moeli.crossings.models import Decision, Inspection
from moeli.crossings.outcomes import Direction, Outcome
from moeli.crossings.presence.models import Alarm
from moeli.crossings.presence.patterns import Finding, Look, Pattern
from moeli.crossings.presence.selectors import alarm_view
from moeli.crossings.presence.services import answer_alarm, raise_alarms
from moeli.crossings.refusals import services as refusals
from moeli.demo.specimens import specimens
from moeli.platform import clock
from moeli.platform.access.actor import SYSTEM, Actor
from moeli.platform.ids import uuid7
from moeli.screening import selectors as screening
from moeli.screening import services as list_services
from moeli.screening.services import NewListing


def inspection_at(place: str) -> Inspection:
    return crossing_services.open_inspection(
        actor=SYSTEM,
        place=place,
        desk="Desk 1",
        direction=Direction.ENTRY,
        zone=specimens()["td1"].zone,
        reason="primary",
    )


def open_there(actor: Actor, place: str) -> None:
    crossing_services.open_inspection(
        actor=actor,
        place=place,
        desk="Desk 1",
        direction=Direction.ENTRY,
        zone=specimens()["td1"].zone,
        reason="primary",
    )


def decide_there(actor: Actor, place: str) -> None:
    crossing_services.decide(
        actor=actor,
        inspection_id=inspection_at(place).id,
        outcome=Outcome.REFERRED,
        idempotency_key=uuid7(),
    )


def decided_at(place: str, outcome: Outcome = Outcome.REFERRED, ground: str = "") -> Decision:
    return crossing_services.decide(
        actor=SYSTEM,
        inspection_id=inspection_at(place).id,
        outcome=outcome,
        ground=ground,
        idempotency_key=uuid7(),
    )


def open_by_hand_there(actor: Actor, place: str) -> None:
    crossing_services.open_by_hand(
        actor=actor,
        place=place,
        desk="Desk 1",
        direction=Direction.ENTRY,
        entered=ByEye(
            kind="letter",
            document_code="",
            issuing_state="LSO",
            document_number="",
            primary_identifier="Thabana",
        ),
        reason="no_zone",
    )


def note_followed_there(actor: Actor, place: str) -> None:
    note_followed(actor=actor, decision_id=decided_at(place).id, what="printed")


def write_notice_there(actor: Actor, place: str) -> None:
    decision = decided_at(place, Outcome.REFUSED, "document_expired")
    refusals.write_notice(actor=actor, decision_id=decision.id)


def correct_there(actor: Actor, place: str) -> None:
    correct_decision(
        actor=actor,
        decision_id=decided_at(place).id,
        outcome=Outcome.ADMITTED,
        motive="Wrong key",
        idempotency_key=uuid7(),
    )


def review_there(actor: Actor, place: str) -> None:
    decision = decided_at(place, Outcome.REFUSED, "document_expired")
    refusals.ask_review(actor=SYSTEM, decision_id=decision.id)
    refusals.decide_review(
        actor=actor, decision_id=decision.id, result="upheld", motive="Looked again"
    )


def look_there(actor: Actor, place: str) -> None:
    crossings.inspection_view(actor, inspection_at(place).id)


def alarm_at(place: str) -> Alarm:
    """An officer's pattern of today at `place`."""
    day, at = clock.today(), clock.now()
    look = Look(uuid7(), place, "Desk 1", str(uuid7()), b"", day, at, How.TYPED)
    with transaction.atomic():
        raise_alarms(findings=[Finding(Pattern.TYPED, (str(look.id),), (look,))])
    return Alarm.objects.latest("raised_at", "id")


def open_alarm_there(actor: Actor, place: str) -> None:
    alarm_view(actor, alarm_at(place).id)


def answer_alarm_there(actor: Actor, place: str) -> None:
    answer_alarm(
        actor=actor, alarm_id=alarm_at(place).id, answer="explained", motive="The reader is broken"
    )


def match_there(actor: Actor, place: str) -> None:
    screening.hits(actor, "UTO", "D23145890", date(2026, 11, 24), place)


def edit_list(actor: Actor, _place: str) -> None:
    listing = NewListing(
        issuing_state="ZAF",
        document_number=f"M{uuid7().hex[-8:].upper()}",
        kind="lost_or_stolen",
        instruction="call_supervisor",
        source="Report",
        listed_from=date(2026, 1, 1),
    )
    list_services.list_document(actor=actor, listing=listing)
