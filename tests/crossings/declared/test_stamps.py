"""The last stamp seen: declared in an inspection, replaced by a better reading."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from moeli.crossings.declared.models import DeclaredStamp
from moeli.crossings.declared.selectors import awaits_stamp
from moeli.crossings.declared.services import SeenStamp, declare_stamp
from moeli.crossings.models import Inspection
from moeli.crossings.outcomes import Direction
from moeli.platform import clock
from moeli.platform.access.actor import Actor
from tests.crossings import replaying
from tests.crossings.conftest import NOW, officer_at
from tests.refusals import refused

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
Open = Callable[..., Inspection]
TODAY = date(2026, 11, 24)


def seen(**given: object) -> SeenStamp:
    stamp = {"direction": Direction.ENTRY, "place": "MPB", "day": date(2026, 11, 1), **given}
    return SeenStamp(**stamp)  # type: ignore[arg-type]  # a test changes what it wants


def test_a_stamp_is_kept_on_its_own_day_and_its_number_sealed(open_: Open, officer: Actor) -> None:
    made = declare_stamp(actor=officer, inspection_id=open_().id, stamp=seen(number="0417"))
    assert clock.legal_day(made.occurred_at) == date(2026, 11, 1)
    assert (made.place, made.direction, made.replaced_at) == ("MPB", "entry", None)
    assert b"0417" not in bytes(made.number)


def test_a_second_reading_replaces_the_first(open_: Open, officer: Actor) -> None:
    inspection = open_()
    first = declare_stamp(actor=officer, inspection_id=inspection.id, stamp=seen())
    again = declare_stamp(
        actor=officer, inspection_id=inspection.id, stamp=seen(day=date(2026, 11, 11))
    )
    assert list(DeclaredStamp.objects.filter(replaced_at=None)) == [again]
    assert DeclaredStamp.objects.get(id=first.id).replaced_at is not None


@pytest.mark.parametrize(
    ("stamp", "code"),
    [
        (seen(place="XXX"), "bad_stamp_place"),
        (seen(day=TODAY + timedelta(days=1)), "bad_stamp_day"),
        (seen(day=date(2015, 12, 31)), "bad_stamp_day"),
        (seen(number="1" * 21), "bad_stamp_number"),
        (seen(number="1\t2"), "bad_stamp_number"),
    ],
)
def test_what_cannot_be_a_stamp_is_refused(
    open_: Open, officer: Actor, stamp: SeenStamp, code: str
) -> None:
    with refused(code):
        declare_stamp(actor=officer, inspection_id=open_().id, stamp=stamp)
    assert not DeclaredStamp.objects.exists()


def test_todays_stamp_may_be_declared_and_only_in_an_open_inspection_of_her_port(
    open_: Open, officer: Actor
) -> None:
    inspection = open_()
    declare_stamp(actor=officer, inspection_id=inspection.id, stamp=seen(day=TODAY))
    with refused("absent"):
        declare_stamp(actor=officer_at("CAL"), inspection_id=inspection.id, stamp=seen())
    assert awaits_stamp(officer, inspection.id)
    with refused("absent"):
        awaits_stamp(officer_at("CAL"), inspection.id)
    with clock.standing_still(NOW + timedelta(minutes=31)):
        assert not awaits_stamp(officer, inspection.id)
        with refused("stale"):
            declare_stamp(actor=officer, inspection_id=inspection.id, stamp=seen())


def test_the_journal_alone_tells_it_again_and_twice_is_once(open_: Open, officer: Actor) -> None:
    inspection = open_()
    for day in (1, 2):
        with clock.standing_still(NOW + timedelta(minutes=day)):
            declare_stamp(
                actor=officer, inspection_id=inspection.id, stamp=seen(day=date(2026, 11, day))
            )
    before = replaying.rows(DeclaredStamp, "number")
    DeclaredStamp.objects.all().delete()
    replaying.again(replaying.told("stamp.declared"))
    assert replaying.rows(DeclaredStamp, "number") == before
