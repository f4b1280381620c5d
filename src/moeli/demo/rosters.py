"""Puts the fictitious officers on the rosters of the days to come."""

from datetime import date, time, timedelta

from moeli.demo.people import Person, people
from moeli.platform import clock
from moeli.platform.access.actor import SYSTEM
from moeli.platform.access.models import User
from moeli.ports.services import NewLine, roster

DAYS = 7
_SHIFTS = ((time(6), time(14)), (time(14), time(22)))
_AT_DESKS = ("primary_officer", "shift_supervisor")


def load() -> None:
    """A week of shifts: who serves at a port sits at its first desk, by turns early and late."""
    for person in people():
        if person.role in _AT_DESKS:
            _roster(person, User.objects.get(username=person.username))


def _roster(person: Person, account: User) -> None:
    for ahead in range(DAYS):
        day = clock.today() + timedelta(days=ahead)
        starts, ends = _SHIFTS[(ahead + _AT_DESKS.index(person.role)) % len(_SHIFTS)]
        _line(person.places, day, str(account.id), starts, ends)


def _line(place: str, day: date, officer: str, starts: time, ends: time) -> None:
    line = NewLine(place=place, day=day, desk="Desk 1", officer=officer, starts=starts, ends=ends)
    roster(actor=SYSTEM, line=line)
