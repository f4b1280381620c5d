"""Guests, permits and what waits: recorded by services in the order of time, with a sound chain."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from moeli.crossings.capture import How
from moeli.crossings.consents.selectors import consented
from moeli.crossings.declared.models import DeclaredStamp
from moeli.crossings.identification.models import Identification
from moeli.crossings.models import Decision, Inspection
from moeli.crossings.outcomes import CITIZEN
from moeli.crossings.parties.models import Party
from moeli.crossings.permits.models import Permit
from moeli.crossings.presence import watching
from moeli.crossings.presence.models import Alarm
from moeli.crossings.presence.patterns import Pattern
from moeli.crossings.slips.tally import tally
from moeli.crossings.vehicles.models import Vehicle
from moeli.demo import guests, headquarters, history, people, permits, waiting
from moeli.demo.journeys import Passage
from moeli.demo.specimens import specimens
from moeli.demo.tables import table
from moeli.platform import clock
from moeli.platform.journal.models import Entry
from moeli.platform.journal.verify import verify
from moeli.platform.machine.models import Device
from moeli.platform.notices.models import Notice
from moeli.platform.publications.models import Version
from moeli.ports.selectors import live_from_everywhere
from tests.demo.running import Run

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)
SEED = 7
EVENING = NOW - timedelta(hours=12)


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    with clock.standing_still(NOW):
        yield


@pytest.fixture(scope="module")
def plan() -> list[Passage]:
    with clock.standing_still(NOW):
        return guests.among(history.plan(1500, 7, 182, NOW), TODAY)


def in_order() -> bool:
    rows = Entry.objects.order_by("epoch", "sequence").values_list("recorded_at", flat=True)
    return all(one <= two for one, two in pairwise(rows))


def test_guests_come_among_the_others_in_the_order_of_time(plan: list[Passage]) -> None:
    moments = [each.moment for each in plan]
    assert moments == sorted(moments)
    entered = [row for row in table("guests") if row["entered_days_ago"]]
    zones = {specimens()[row["specimen"]].zone for row in entered}
    theirs = [each for each in plan if each.traveller.zone in zones]
    assert len(plan) - 1500 == len(theirs) == len(entered)
    assert all(each.traveller.nationality != CITIZEN for each in theirs)


@pytest.mark.django_db
def test_each_guest_has_the_paper_that_the_table_names() -> None:
    ended = guests.load(EVENING)
    shown = [row for row in table("guests") if row["outcome"]]
    assert {row["permit"] for row in shown} - {""} == {each.kind for each in Permit.objects.all()}
    stamps = [row for row in shown if row["stamp_days_ago"]]
    assert DeclaredStamp.objects.count() == len(stamps)
    assert Decision.objects.count() == Inspection.objects.count() == len(shown)
    learner = bytes(Permit.objects.get(kind="learner_card").document_hash)
    assert consented(learner, "MSB", TODAY)
    assert ended > Decision.objects.latest("decided_at").decided_at
    assert [each.kind for each in Permit.objects.filter(valid_to__lt=TODAY)] == ["residence_permit"]
    assert in_order()
    assert verify().sound


@pytest.mark.django_db
def test_permits_are_drawn_for_people_who_crossed_and_nobody_gets_two(plan: list[Passage]) -> None:
    permits.load(plan, guests.load(EVENING))
    held = list(Permit.objects.values_list("document_hash", flat=True))
    assert len(held) == len({bytes(each) for each in held}) > 8
    assert {each.kind for each in Permit.objects.all()} <= {
        each["permit"] for each in [*table("permits"), *table("guests")]
    }
    assert not Inspection.objects.exclude(captured_how=How.WEDGE_SCAN.value).exists()
    assert in_order()


@pytest.mark.django_db
def test_where_nobody_crossed_nobody_holds_a_permit() -> None:
    assert permits.load([], EVENING) == EVENING
    assert not Permit.objects.exists()


@pytest.mark.django_db
def test_the_watch_finds_the_one_alarm_that_was_planted(plan: list[Passage]) -> None:
    came = permits.load(plan, guests.load(EVENING))
    waiting.load(came, SEED)
    assert not Alarm.objects.exists()
    watching.watch(Run())
    [alarm] = Alarm.objects.all()
    assert (alarm.pattern, alarm.place, alarm.people) == (Pattern.CROSSED_AGAIN, "MSB", 2)
    assert Notice.objects.filter(role="shift_supervisor", place="MSB").count() == 1
    assert alarm.first_at >= NOW - waiting.BEFORE
    assert in_order()


@pytest.mark.django_db
def test_one_person_waits_for_a_second_officer() -> None:
    waiting.load(EVENING, SEED)
    [row] = Identification.objects.all()
    assert row.voucher
    assert (row.word, row.closed_at) == ("", None)
    assert row.begun_at < NOW


@pytest.mark.django_db
def test_a_car_of_a_party_waits_for_its_slip() -> None:
    waiting.load(EVENING, SEED)
    [party] = Party.objects.all()
    assert party.closed_at
    assert party.closed_at > NOW - timedelta(hours=1)
    assert tally(party.id, NOW).left == 1
    assert Vehicle.objects.without_slip(NOW).count() == 1


@pytest.mark.django_db
def test_what_waits_does_not_lie_before_the_evening_ended() -> None:
    late = NOW - timedelta(minutes=5)
    waiting.load(late, SEED)
    assert Inspection.objects.earliest("opened_at").opened_at == late


@pytest.mark.django_db
def test_headquarters_published_by_two_hands_and_devices_are_enrolled() -> None:
    people.load()
    headquarters.load(NOW.date() - timedelta(days=182))
    made = Version.objects.values_list("channel", "number")
    assert set(made) == {("rules.desk", 1), ("rules.live_from", 1)}
    assert set(live_from_everywhere().values()) == {NOW.date() - timedelta(days=182)}
    verbs = set(Entry.objects.values_list("verb", flat=True))
    assert {"publication.staged", "approval.granted", "publication.published"} <= verbs
    assert {each.profile for each in Device.objects.all()} == {"kiosk_reader", "lane_agent"}
