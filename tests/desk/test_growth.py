"""A scan, the screen, a decision, the desk and the look for patterns after them take the database
no more as its history grows.

Counted are the steps of SQLite's machine, which are the same on every computer.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count, islice
from random import Random

import pytest
from django.db import connection

from moeli.crossings import services
from moeli.crossings.models import Inspection
from moeli.crossings.outcomes import Direction, Outcome
from moeli.crossings.presence.models import Watched
from moeli.crossings.presence.watching import watch
from moeli.demo import history
from moeli.demo.habits import habits
from moeli.demo.travellers import Company, draw
from moeli.desk.selectors import console, desk_day
from moeli.desk.station import Station
from moeli.platform import clock
from moeli.platform.access.actor import SYSTEM
from moeli.platform.ids import uuid7
from moeli.platform.journal.models import Head
from tests.crossings.presence.conftest import Turn

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
DESK = Station("MSB", "Desk 1", enrolled=True)
_EVERY = 10  # steps between two calls
_GROWN = 1.35  # a deeper tree of an index; what reads the history whole grows tenfold


def strangers() -> Iterator[Company]:
    """People of whom the drawn history knows nothing."""
    return draw(Random(3), NOW.date(), habits()[0], count(700_000))


def steps(act: Callable[[], object]) -> int:
    """How many tens of steps the database makes for `act`."""
    made = 0

    def step() -> int:
        nonlocal made
        made += 1
        return 0

    connection.ensure_connection()
    connection.connection.set_progress_handler(step, _EVERY)
    try:
        act()
    finally:
        connection.connection.set_progress_handler(None, _EVERY)
    return made


def open_(zone: str) -> Inspection:
    return services.open_inspection(
        actor=SYSTEM,
        place=DESK.place,
        desk=DESK.desk,
        direction=Direction.EXIT,
        zone=zone,
        reason="primary",
    )


def decide(inspection: Inspection) -> None:
    services.decide(
        actor=SYSTEM,
        inspection_id=inspection.id,
        outcome=Outcome.DEPARTED,
        idempotency_key=uuid7(),
    )


def cost(zone: str) -> dict[str, int]:
    """The steps of each part of a traveller's second way, keys and caches being warm."""
    decide(open_(zone))
    watch(Turn())
    inspection: list[Inspection] = []
    return {
        "scan": steps(lambda: inspection.append(open_(zone))),
        "screen": steps(lambda: console(SYSTEM, inspection[0].id)),
        "decide": steps(lambda: decide(inspection[0])),
        "desk": steps(lambda: desk_day(SYSTEM, DESK)),
        "patterns": steps(lambda: watch(Turn())),
    }


def looked_at() -> None:
    """A post looks for patterns as its history grows; here all of it came at once."""
    head = Head.objects.get()
    mark = {"epoch": head.epoch, "sequence": head.sequence}
    Watched.objects.update_or_create(node=head.node, defaults=mark)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="counts the steps of SQLite's machine")
def test_what_a_traveller_takes_stays_the_same_as_history_grows() -> None:
    one, other = (company.people[0].zone for company in islice(strangers(), 2))
    list(history.load(history.plan(60, 7, 30, NOW - timedelta(days=40)), SYSTEM.id))
    looked_at()
    with clock.standing_still(NOW - timedelta(days=39)):
        before = cost(one)
    list(history.load(history.plan(1_200, 8, 30, NOW), SYSTEM.id))
    looked_at()
    with clock.standing_still(NOW):
        after = cost(other)
    grown = {part: after[part] / before[part] for part in before}
    assert max(grown.values()) < _GROWN, grown
