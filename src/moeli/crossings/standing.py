"""Where a traveller stands: the document, the stay and what is asked, from what is known here.

It reads crossings of the same document only, for callers that journal the reading themselves.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Any

from django.db.models import BooleanField, QuerySet, Value

from moeli.crossings import tables
from moeli.crossings.accepted_documents import Acceptance, Held, acceptance, kind_of
from moeli.crossings.asked.sealing import Answers
from moeli.crossings.consents.selectors import consented
from moeli.crossings.declared.models import DeclaredStamp
from moeli.crossings.models import Crossing, Inspection
from moeli.crossings.outcomes import Direction
from moeli.crossings.parties import rules as party_rules
from moeli.crossings.parties.holds import expired, minor
from moeli.crossings.permits.selectors import Known, held_on
from moeli.crossings.stay import Answer, Case, PermitHeld, StayProblem, answer
from moeli.crossings.stay_table import STAY
from moeli.crossings.stay_terms import NOTHING_COUNTS
from moeli.crossings.travellers import TravellerClass, class_of
from moeli.crossings.visits import Doubt, Movement, Records
from moeli.platform import clock
from moeli.platform.dated import DatedRow
from moeli.platform.prepared import Asked as Given
from moeli.platform.prepared import Prepared
from moeli.ports import selectors as ports
from moeli.standards import icao9303

MOST = 400  # crossings of one document; of a commuter's, the latest half a year
_MIDNIGHT = time.min
_BY_RECORDS = {StayProblem.STAY_EXCEEDED, StayProblem.ENTRY_MISSING, StayProblem.EXIT_MISSING}


@dataclass(frozen=True, slots=True)
class Standing:
    """What the tables say of this traveller, and what was asked.

    `consent_missing`: a minor, and no paper shows the consent of the absent parent yet.
    `consented`: a minor for whose journeys through this port standing consent holds. `permits`:
    those that hold on the day; of none, the one that ended last.
    """

    traveller: TravellerClass
    stated: bool
    minor: bool
    consent_missing: bool
    protection: bool
    document: Acceptance
    stay: Answer
    fields: tuple[DatedRow, ...] = ()
    answered: Mapping[str, str] = field(default_factory=dict)
    permits: tuple[PermitHeld, ...] = ()
    consented: bool = False


def standing(
    inspection: Inspection, document: icao9303.Document, answers: Answers, *, history: bool
) -> Standing:
    """Where the holder of the inspected document stands on the day the inspection was opened.

    `history` says whether the officer may see earlier crossings; without, none is counted.
    """
    day = clock.legal_day(inspection.opened_at)
    permits = held_on(bytes(inspection.document_hash))
    traveller = _traveller(inspection, answers, permits, day)
    is_minor = minor(document, day, party_rules.majority(day))
    stands = is_minor and consented(bytes(inspection.document_hash), inspection.place, day)
    consent = answers.fields.get("consent", party_rules.NO_PAPER)
    direction = Direction(inspection.direction)
    # A learner on the way to school is asked nothing more; any other child travels with somebody.
    asked_as_minor = is_minor and not (stands and traveller is TravellerClass.LEARNER)
    return Standing(
        traveller=traveller,
        stated=answers.traveller is not None,
        minor=is_minor,
        consent_missing=is_minor and not stands and consent == party_rules.NO_PAPER,
        protection=answers.protection,
        document=_acceptance(inspection, document, traveller, permits, day),
        stay=_stay(inspection, traveller, permits, history=history),
        fields=tables.asked_fields(day, traveller, direction, minor=asked_as_minor),
        answered=answers.fields,
        permits=_shown(permits, day),
        consented=stands,
    )


def _shown(permits: Sequence[Known], day: date) -> tuple[PermitHeld, ...]:
    held = [each.held for each in permits]
    over = [each for each in held if each.valid_to and each.valid_to < day]
    return tuple(each for each in held if each.valid(day)) or tuple(over[:1])


def _traveller(
    inspection: Inspection, answers: Answers, permits: Sequence[Known], day: date
) -> TravellerClass:
    stated = TravellerClass.ASYLUM_SEEKER if answers.protection else answers.traveller
    return class_of(
        nationality=inspection.nationality,
        document_code=inspection.document_code,
        permit_classes=[each.traveller for each in permits if each.held.valid(day)],
        stated=stated,
        groups=tables.groups(day),
    )


def _acceptance(
    inspection: Inspection,
    document: icao9303.Document,
    traveller: TravellerClass,
    permits: Sequence[Known],
    day: date,
) -> Acceptance:
    held = Held(
        document=kind_of(inspection.document_code, expired=expired(document, day)),
        nationality=inspection.nationality,
        direction=Direction(inspection.direction),
        traveller=traveller,
        permit=any(each.held.valid(day) for each in permits),
    )
    return acceptance(tables.accepted_documents(day), held, tables.groups(day))


def _stay(
    inspection: Inspection,
    traveller: TravellerClass,
    permits: Sequence[Known],
    *,
    history: bool,
) -> Answer:
    day = clock.legal_day(inspection.opened_at)
    case = Case(
        day=day,
        direction=Direction(inspection.direction),
        nationality=inspection.nationality,
        traveller=traveller,
        movements=_movements(inspection, history=history),
        permits=[each.held for each in permits],
        records=replace(NOTHING_COUNTS, open=history),
    )
    rules, groups = STAY.on(day), tables.groups(day)
    told = answer(case, rules, groups)
    if Doubt.NOT_LIVE in told.doubts:  # it rests on what is missing: only then that is asked
        case = replace(case, records=Records(ports.live_from_everywhere(), open=history))
        told = answer(case, rules, groups)
    if not _rests_on_a_gap(told) or not _closed_since(told.first_day or day, inspection.opened_at):
        return told
    doubtful = replace(case, records=replace(case.records, outage=True))
    return answer(doubtful, rules, groups)


def _rests_on_a_gap(told: Answer) -> bool:
    """Whether it would say less, had a port been closed meanwhile: only then that is asked."""
    return not told.doubts and not _BY_RECORDS.isdisjoint(told.problems)


def _closed_since(day: date, until: datetime) -> bool:
    return ports.any_closed(datetime.combine(day, _MIDNIGHT, clock.MASERU), until)


def _movements(inspection: Inspection, *, history: bool) -> list[Movement]:
    """Crossings and stamps of this document before this inspection, oldest first."""
    document, until = bytes(inspection.document_hash), inspection.opened_at
    looked = _MOVED.rows(document=document, until=until) if history else _told_in(inspection)
    return [_movement(*row) for row in reversed(looked)]


def _told_in(inspection: Inspection) -> list[Any]:
    stamps = DeclaredStamp.objects.filter(replaced_at=None, inspection=inspection)
    return list(_known(stamps, declared=True).order_by("-occurred_at")[:MOST])


def _moved() -> QuerySet[Any, Any]:
    """Crossings and stamps of a document in one look, the latest first."""
    crossed = Crossing.objects.standing().filter(
        document_hash=Given("document"), occurred_at__lte=Given("until")
    )
    stamps = DeclaredStamp.objects.filter(replaced_at=None, document_hash=Given("document"))
    both = _known(crossed, declared=False).union(_known(stamps, declared=True), all=True)
    return both.order_by("-occurred_at")[:MOST]


_MOVED = Prepared(_moved)


def _known(rows: QuerySet[Any], *, declared: bool) -> QuerySet[Any, Any]:
    """The same four columns of either table."""
    marked: QuerySet[Any, Any] = rows.annotate(
        declared=Value(declared, output_field=BooleanField())
    )
    return marked.values_list("direction", "place", "occurred_at", "declared")


def _movement(direction: str, place: str, occurred_at: datetime, declared: bool) -> Movement:
    return Movement(Direction(direction), clock.legal_day(occurred_at), place, bool(declared))
