"""Where a traveller stands, from the crossings, permits and stamps of the document before her."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from moeli.crossings import standing as module
from moeli.crossings.accepted_documents import DocumentKind, Verdict
from moeli.crossings.asked.sealing import Answers
from moeli.crossings.asked.services import ask_traveller
from moeli.crossings.declared.services import SeenStamp, declare_stamp
from moeli.crossings.models import Decision, Inspection
from moeli.crossings.outcomes import Direction, Outcome
from moeli.crossings.permits.services import NewPermit, record_permit
from moeli.crossings.selectors import inspection_view
from moeli.crossings.standing import Standing
from moeli.crossings.stay import Basis, StayProblem
from moeli.crossings.travellers import TravellerClass
from moeli.crossings.visits import Doubt
from moeli.platform import clock
from moeli.platform.access.actor import Actor
from moeli.ports import directory
from moeli.ports.models import Closure
from tests.crossings.conftest import CITIZEN, NOW, OFFICER_ACTIONS, SPECIMEN, officer_at
from tests.crossings.parties.conftest import zone

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
Open = Callable[..., Inspection]
Decide = Callable[..., Decision]
ZAF = zone(1)
LAST_SECOND = datetime(2026, 11, 24, 21, 59, 59, tzinfo=UTC)  # 23:59:59 in Maseru
MIDNIGHT = LAST_SECOND + timedelta(seconds=1)
LEAVE = Direction.EXIT


@pytest.fixture
def clerk() -> Actor:
    return officer_at("MSB", OFFICER_ACTIONS | {"permit.record"})


@pytest.fixture
def look(open_: Open, clerk: Actor) -> Callable[..., Standing]:
    def look(zone: str = ZAF, direction: Direction = Direction.ENTRY) -> Standing:
        seen = inspection_view(clerk, open_(zone=zone, direction=direction).id)
        assert seen.standing is not None
        return seen.standing

    return look


@pytest.fixture
def all_ports_live(monkeypatch: pytest.MonkeyPatch) -> None:
    live = {port.code: date(2020, 1, 1) for port in directory.all_ports()}
    monkeypatch.setattr(module.ports, "live_from_everywhere", lambda: live)


@pytest.fixture
def come(open_: Open, decide: Decide) -> Callable[..., None]:
    def come(moment: datetime, zone: str = ZAF) -> None:
        with clock.standing_still(moment):
            decide(open_(zone=zone).id)

    return come


def test_a_visitor_who_comes_is_told_days_rule_and_document(look: Callable[..., Standing]) -> None:
    told = look()
    assert (told.traveller, told.stated) == (TravellerClass.VISITOR, False)
    assert (told.document.document, told.document.verdict) == (
        DocumentKind.PASSPORT,
        Verdict.ACCEPTED,
    )
    assert (told.stay.days_allowed, told.stay.last_day) == (90, date(2027, 2, 21))
    assert [row.id for row in told.fields] == ["purpose", "address", "telephone", "sponsor"]
    assert told.answered == {}


def test_a_citizen_is_told_no_days_and_asked_nothing(look: Callable[..., Standing]) -> None:
    told = look(CITIZEN)
    assert (told.traveller, told.stay.basis) == (TravellerClass.CITIZEN, Basis.CITIZEN)
    assert (told.stay.days_left, told.fields) == (None, ())


def test_an_expired_passport_of_a_foreigner_is_referred(look: Callable[..., Standing]) -> None:
    assert look(SPECIMEN).document.document is DocumentKind.EXPIRED_PASSPORT
    assert look(SPECIMEN).document.verdict is Verdict.REFER


@pytest.mark.parametrize(
    ("came", "leaves", "used"),
    [
        (LAST_SECOND, LAST_SECOND, 1),
        (LAST_SECOND, MIDNIGHT, 2),
        (MIDNIGHT, MIDNIGHT + timedelta(hours=1), 1),
        (datetime(2026, 11, 23, 22, tzinfo=UTC), LAST_SECOND, 1),
        (datetime(2026, 11, 23, 21, 59, tzinfo=UTC), LAST_SECOND, 2),
    ],
)
def test_a_day_ends_at_midnight_in_maseru(
    come: Callable[..., None],
    look: Callable[..., Standing],
    came: datetime,
    leaves: datetime,
    used: int,
) -> None:
    come(came)
    with clock.standing_still(leaves):
        assert look(direction=LEAVE).stay.days_used == used


@pytest.mark.usefixtures("all_ports_live")
@pytest.mark.parametrize(
    ("leaves", "over", "problems"),
    [
        (datetime(2027, 2, 21, 21, 59, 59, tzinfo=UTC), 0, ()),
        (datetime(2027, 2, 21, 22, 0, tzinfo=UTC), 1, (StayProblem.STAY_EXCEEDED,)),
    ],
)
def test_the_last_day_ends_at_midnight_too(
    come: Callable[..., None],
    look: Callable[..., Standing],
    leaves: datetime,
    over: int,
    problems: tuple[StayProblem, ...],
) -> None:
    come(NOW)
    with clock.standing_still(leaves):
        told = look(direction=LEAVE).stay
    assert (told.days_over, told.problems, told.alarm) == (over, problems, bool(over))


def test_while_no_port_is_live_nobody_raises_an_alarm(
    come: Callable[..., None], look: Callable[..., Standing]
) -> None:
    assert look(direction=LEAVE).stay.problems == (StayProblem.ENTRY_MISSING,)
    come(NOW)
    with clock.standing_still(NOW + timedelta(days=200)):
        told = look(direction=LEAVE).stay
    assert (told.alarm, told.doubts) == (False, (Doubt.NOT_LIVE,))
    assert told.problems == (StayProblem.TO_BE_CHECKED,)


@pytest.mark.usefixtures("all_ports_live")
@pytest.mark.parametrize(
    ("begins", "ends", "alarm"),
    [
        (NOW + timedelta(days=9), NOW + timedelta(days=10), False),
        (NOW - timedelta(days=9), NOW - timedelta(days=8), True),
        (NOW + timedelta(days=201), None, True),
    ],
)
def test_a_port_that_was_closed_meanwhile_leaves_the_stay_to_be_checked(
    come: Callable[..., None],
    look: Callable[..., Standing],
    begins: datetime,
    ends: datetime | None,
    alarm: bool,
) -> None:
    come(NOW)
    Closure.objects.create(place="SAP", reason="snow", begins_at=begins, ended_at=ends)
    with clock.standing_still(NOW + timedelta(days=200)):
        told = look(direction=LEAVE).stay
    assert told.alarm is alarm
    assert told.doubts == (() if alarm else (Doubt.OUTAGE,))


def test_a_stamp_that_was_seen_begins_the_visit_until_it_is_recorded(
    open_: Open, decide: Decide, look: Callable[..., Standing], officer: Actor
) -> None:
    inspection = open_(zone=ZAF, direction=LEAVE)
    stamp = SeenStamp(direction=Direction.ENTRY, place="MPB", day=date(2026, 11, 20))
    declare_stamp(actor=officer, inspection_id=inspection.id, stamp=stamp)
    seen = inspection_view(officer, inspection.id).standing
    assert seen is not None
    assert (seen.stay.days_used, seen.stay.days_left) == (5, 85)
    newcomer = officer_at("MSB", OFFICER_ACTIONS - {"history.read"})
    told = inspection_view(newcomer, inspection.id).standing
    assert told is not None
    assert told.stay.days_used == 5
    decide(inspection.id, Outcome.DEPARTED)
    with clock.standing_still(NOW + timedelta(days=1)):
        assert look().stay.problems == ()


def test_without_the_right_to_history_no_crossing_is_counted(
    come: Callable[..., None], open_: Open
) -> None:
    come(NOW - timedelta(days=5))
    newcomer = officer_at("MSB", OFFICER_ACTIONS - {"history.read"})
    told = inspection_view(newcomer, open_(zone=ZAF, direction=LEAVE).id).standing
    assert told is not None
    assert told.stay.days_used is None
    assert told.stay.doubts == (Doubt.HISTORY_CLOSED,)


def test_a_permit_makes_the_class_and_the_rule_and_an_old_passport_good(
    open_: Open, look: Callable[..., Standing], clerk: Actor
) -> None:
    permit = partial(
        NewPermit, number="7", valid_from=date(2026, 1, 1), valid_to=date(2026, 12, 31)
    )
    first = open_(zone=SPECIMEN)
    record_permit(actor=clerk, inspection_id=first.id, permit=permit(kind="miner_card"))
    told = look(SPECIMEN)
    assert (told.traveller, told.stay.basis) == (TravellerClass.MINER, Basis.SCAN_ONLY)
    assert told.document.needs == ("valid_passport",)
    assert told.fields == ()
    with clock.standing_still(datetime(2026, 12, 31, 22, 0, tzinfo=UTC)):
        assert look(SPECIMEN).traveller is TravellerClass.VISITOR


def test_the_permits_that_hold_are_shown_or_else_the_one_that_ended_last(
    open_: Open, look: Callable[..., Standing], clerk: Actor
) -> None:
    first = open_(zone=ZAF)
    for kind, began, end in (
        ("work_permit", 2024, 2025),
        ("study_permit", 2024, 2026),
        ("miner_card", 2026, 2026),
    ):
        held = NewPermit(
            kind=kind, number="7", valid_from=date(began, 1, 1), valid_to=date(end, 12, 31)
        )
        record_permit(actor=clerk, inspection_id=first.id, permit=held)
    assert {each.kind for each in look(ZAF).permits} == {"study_permit", "miner_card"}
    with clock.standing_still(datetime(2026, 12, 31, 22, 0, tzinfo=UTC)):
        [ended] = look(ZAF).permits
    assert ended.valid_to == date(2026, 12, 31)


def test_what_the_officer_states_is_the_class(
    open_: Open, clerk: Actor, look: Callable[..., Standing]
) -> None:
    inspection = open_(zone=ZAF)
    answers = Answers(traveller=TravellerClass.TRANSIT)
    ask_traveller(actor=clerk, inspection_id=inspection.id, answers=answers)
    told = inspection_view(clerk, inspection.id).standing
    assert told is not None
    assert (told.traveller, told.stated, told.stay.days_allowed) == (
        TravellerClass.TRANSIT,
        True,
        3,
    )


@pytest.mark.parametrize(
    ("born", "consent", "minor", "missing"),
    [
        (date(2008, 11, 25), "", True, True),
        (date(2008, 11, 24), "", False, False),
        (date(2018, 1, 1), "no", True, True),
        (date(2018, 1, 1), "consent_letter", True, False),
    ],
)
def test_a_minor_needs_the_consent_of_the_absent_parent(
    open_: Open, clerk: Actor, born: date, consent: str, minor: bool, missing: bool
) -> None:
    inspection = open_(zone=zone(2, born, state="LSO"), direction=LEAVE)
    if consent:
        answers = Answers(fields={"consent": consent, "companion": "her aunt"})
        ask_traveller(actor=clerk, inspection_id=inspection.id, answers=answers)
    told = inspection_view(clerk, inspection.id).standing
    assert told is not None
    assert (told.minor, told.consent_missing) == (minor, missing)
    assert [row.id for row in told.fields] == (["companion", "consent"] if minor else [])


def test_a_long_history_costs_hardly_more_queries_than_none(
    come: Callable[..., None], open_: Open, clerk: Actor
) -> None:
    def queries(of: str) -> int:
        inspection = open_(zone=of, direction=LEAVE)
        inspection_view(clerk, inspection.id)
        with CaptureQueriesContext(connection) as counted:
            inspection_view(clerk, inspection.id)
        return len(counted)

    for day in range(12):
        come(NOW - timedelta(days=30 - day))
    assert queries(ZAF) <= queries(zone(5)) + 1  # the earlier decisions themselves
