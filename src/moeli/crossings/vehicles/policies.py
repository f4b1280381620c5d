"""Who may send a car to an agency, and who may answer for which agency."""

from moeli.crossings.slips import rules
from moeli.platform import clock
from moeli.platform.access.actor import Actor
from moeli.platform.access.policy import Policy

SENDING = Policy(action="task.send", place_field="place")
ANSWERING = Policy(action="task.answer", place_field="place")


def answers_for(actor: Actor) -> frozenset[str]:
    """The agencies for which she answers: that of her own account alone."""
    rows = rules.agencies(clock.today())
    return frozenset(row.id for row in rows if actor.agency in row.value["accounts"])
