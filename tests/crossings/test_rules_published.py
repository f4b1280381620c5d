"""The rules of the desk change by publication, on their day, and go back in one act."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from moeli.crossings import rules
from moeli.crossings.models import Decision, Inspection
from moeli.platform import clock
from moeli.platform.access.actor import Actor
from moeli.platform.publications import services
from moeli.platform.publications.models import Version
from tests.crossings.conftest import NOW
from tests.platform.publications.tables import row, table
from tests.publishing import acting, published
from tests.refusals import refused

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
TOMORROW = date(2026, 11, 25)
Open = Callable[..., Inspection]
Decide = Callable[..., Decision]


@pytest.fixture
def publisher() -> Actor:
    return acting()


def publish(publisher: Actor, minutes: int, day: date | None = None) -> Version:
    return published(publisher, acting(), table(minutes, 20), day)


def test_what_was_delivered_holds_until_the_day_of_the_first_version(publisher: Actor) -> None:
    publish(publisher, 10, TOMORROW)
    assert rules.inspection_validity(date(2026, 11, 24)) == timedelta(minutes=30)
    assert rules.inspection_validity(TOMORROW) == timedelta(minutes=10)


def test_an_inspection_of_tomorrow_is_stale_by_the_new_rule_and_todays_is_not(
    publisher: Actor, open_: Open, decide: Decide
) -> None:
    publish(publisher, 10, TOMORROW)
    twenty_minutes = timedelta(minutes=20)
    today = open_()
    with clock.standing_still(NOW + twenty_minutes):
        assert decide(today.id)
    with clock.standing_still(NOW + timedelta(days=1)):
        tomorrow = open_()
    with clock.standing_still(NOW + timedelta(days=1) + twenty_minutes), refused("stale") as told:
        decide(tomorrow.id)
    assert "older than 10 minutes" in str(told.value)


def test_a_rule_gone_back_on_holds_at_once(publisher: Actor, open_: Open, decide: Decide) -> None:
    publish(publisher, 60)
    publish(publisher, 5)
    inspection = open_()
    with clock.standing_still(NOW + timedelta(minutes=20)):
        with refused("stale"):
            decide(inspection.id)
        services.roll_back(
            actor=publisher, channel=rules.DESK_RULES, number=1, motive="Five was a slip"
        )
        assert decide(inspection.id)


def test_the_table_that_is_delivered_could_itself_be_published() -> None:
    packaged = rules.packaged_desk_rules()
    assert list(rules.desk_rule_problems(packaged, date(2026, 11, 24))) == []


def test_a_rule_that_a_published_table_does_not_speak_of_holds_as_delivered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    another_edition = row("inspection_valid_minutes", 10).encode()
    monkeypatch.setattr(rules, "content_in_force", lambda _channel, _day: another_edition)
    assert rules.inspection_validity(TOMORROW) == timedelta(minutes=10)
    assert rules.inspection_rules(TOMORROW).history_shown == 20
