"""Fills an empty house with the demonstration, once."""

from datetime import timedelta

from django.db import transaction

from moeli.demo import (
    families,
    forms,
    guests,
    headquarters,
    history,
    listed,
    people,
    permits,
    phones,
    rosters,
    waiting,
)
from moeli.demo.journeys import Passage
from moeli.demo.progress import shown
from moeli.platform import clock
from moeli.platform.access.actor import SYSTEM
from moeli.platform.access.models import User

DAYS = 182
_SEED = 2019


def load(crossings: int) -> bool:
    """Load half a year of crossings, permits, the list, people; False when they are there already.

    What other rooms have to show joins here, before the people.
    """
    if User.objects.exists():
        return False
    drawn = history.plan(crossings, _SEED, DAYS, clock.now())
    plan = guests.among(drawn, clock.today())
    for _ in shown(history.load(plan, SYSTEM.id), "crossings", len(plan)):
        pass
    _evening(plan)
    with transaction.atomic():  # last, and whole: that people are there says that all is there
        listed.load()
        people.load()
        rosters.load()
        headquarters.load(clock.today() - timedelta(days=DAYS))
        forms.load()  # by two of the people
        phones.load()  # which fetch them
    return True


def _evening(plan: list[Passage]) -> None:
    """After the drawn history: what the services of the desk record, in the order of time."""
    came = families.load(plan[-1].decided_at + timedelta(minutes=1), _SEED)
    waiting.load(permits.load(plan, guests.load(came)), _SEED)
