"""The demonstration's drawn half year raises no alarm: what it shows could have happened."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from moeli.crossings.presence import rules
from moeli.crossings.presence.patterns import Look, found
from moeli.demo import guests, history, seed
from moeli.demo.journeys import Passage
from moeli.platform import clock

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
MORE = [pytest.param(each, marks=pytest.mark.long) for each in range(1, 5)]
CROSSINGS = 20_000  # as many as ./moeli demo draws


def look(number: int, passage: Passage) -> Look:
    return Look(
        id=UUID(int=number),
        place=passage.place,
        desk=passage.desk,
        officer="system",
        document=passage.traveller.zone.encode(),
        day=clock.legal_day(passage.moment),
        at=passage.moment,
        how=passage.how,
        decided_at=passage.decided_at,
        crossed=passage.outcome.crosses,
    )


@pytest.mark.django_db
@pytest.mark.parametrize("drawn", [2019, *MORE])
def test_a_drawn_half_year_raises_nothing(drawn: int) -> None:
    drawn_ones = history.plan(CROSSINGS, drawn, seed.DAYS, NOW)
    passages = guests.among(drawn_ones, clock.legal_day(NOW))
    looks = [look(number, each) for number, each in enumerate(passages)]
    assert list(found(looks, rules.limits(clock.legal_day(NOW)))) == []
