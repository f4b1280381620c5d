"""People of the demonstration whose stay has something to show; each has a document to try.

They are let in by the drawn history. The evening before, at Maseru, an officer records the permit
or the stamp that she sees, by the services that the desk uses.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from heapq import merge

from moeli.crossings.capture import How
from moeli.crossings.declared.services import SeenStamp, declare_stamp
from moeli.crossings.outcomes import Direction, Outcome
from moeli.demo.evening import APART, Evening, Paper
from moeli.demo.journeys import Passage
from moeli.demo.specimens import specimens
from moeli.demo.tables import table
from moeli.demo.travellers import Traveller
from moeli.platform.access.actor import SYSTEM
from moeli.platform.clock import MASERU

_DESK = "Desk 5"  # nobody of the drawn history stands there
_CAME, _LOOKED_AT = time(10), 14  # seconds


def among(plan: list[Passage], today: date) -> list[Passage]:
    """The drawn passages with the guests' entries among them, in the order of time."""
    return list(merge(plan, _entries(today), key=lambda each: each.moment))


def load(began: datetime) -> datetime:
    """Look at their papers one after the other from `began` on; when the last was decided."""
    evening = Evening(began)
    for row in table("guests"):
        if row["outcome"]:
            _look(evening, row)
    return evening.now


def _entries(today: date) -> Iterator[Passage]:
    rows = [row for row in table("guests") if row["entered_days_ago"]]
    rows.sort(key=lambda row: -int(row["entered_days_ago"]))
    for turn, row in enumerate(rows):
        day = today - timedelta(days=int(row["entered_days_ago"]))
        zone = specimens()[row["specimen"]].zone
        yield Passage(
            traveller=Traveller(zone, zone[2:5]),
            place=row["at"],
            desk=_DESK,
            direction=Direction.ENTRY,
            moment=datetime.combine(day, _CAME, MASERU) + turn * APART,
            seconds=_LOOKED_AT,
            outcome=Outcome.ADMITTED,
            party=0,
            how=How.WEDGE_SCAN,
        )


def _look(evening: Evening, row: dict[str, str]) -> None:
    with evening.looks_at(specimens()[row["specimen"]].zone, Direction.EXIT) as look:
        if row["permit"]:
            look.permit(Paper.of(row))
        if row["consent"]:
            look.consent(row["consent"])
        if row["stamp_days_ago"]:
            day = evening.today - timedelta(days=int(row["stamp_days_ago"]))
            stamp = SeenStamp(direction=Direction.ENTRY, place="MPB", day=day)
            declare_stamp(actor=SYSTEM, inspection_id=look.inspection, stamp=stamp)
        look.decide(Outcome(row["outcome"]))
