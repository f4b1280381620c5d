"""Fills an empty house with the demonstration, once."""

from moeli.demo import history, listed, people
from moeli.demo.progress import shown
from moeli.platform import clock
from moeli.platform.access.actor import SYSTEM
from moeli.platform.access.models import User

CROSSINGS = 3_000
_SEED = 2019


def load(crossings: int = CROSSINGS) -> bool:
    """Load people, listed documents and a month of crossings; False when they are there already."""
    if User.objects.exists():
        return False
    plan = history.plan(crossings, _SEED, clock.now())
    for _ in shown(history.load(plan, SYSTEM), "crossings", len(plan)):
        pass
    listed.load()
    people.load()  # last: their presence says that all is there
    return True
