"""Permits for some people of the drawn history, recorded as they cross the evening before."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from moeli.crossings.outcomes import Direction, offered
from moeli.demo.evening import Evening, Paper
from moeli.demo.journeys import Passage
from moeli.demo.specimens import specimens
from moeli.demo.tables import table
from moeli.demo.travellers import Traveller

_RESTED = timedelta(days=1)
_OTHER_WAY = {Direction.ENTRY: Direction.EXIT, Direction.EXIT: Direction.ENTRY}


def load(plan: list[Passage], began: datetime) -> datetime:
    """Let as many of each kind as `data/permits.csv` says cross; when the last was decided."""
    evening, last = Evening(began), _last_passages(plan, began)
    for row in table("permits"):
        for passage in _holders(row, last):
            direction = _OTHER_WAY[passage.direction]
            with evening.looks_at(passage.traveller.zone, direction) as look:
                look.permit(Paper.of(row))
                look.decide(offered(direction, passage.traveller.nationality)[0])
    return evening.now


def _last_passages(plan: list[Passage], began: datetime) -> dict[Traveller, Passage]:
    """How each crossed last, of those who did so longer ago than a day; guests have their own."""
    guests = {each.zone for each in specimens().values()}
    last = {each.traveller: each for each in plan if each.traveller.zone not in guests}
    return {
        traveller: passage
        for traveller, passage in last.items()
        if passage.outcome.crosses and passage.decided_at < began - _RESTED
    }


def _holders(row: dict[str, str], last: dict[Traveller, Passage]) -> Iterator[Passage]:
    """So many of them, the latest first; nobody gets two permits."""
    wanted = (row["nationality"], row["minor"] == "no")
    found = [who for who in last if (who.nationality, who.grown_up) == wanted]
    for who in found[-int(row["people"]) :]:
        yield last.pop(who)
