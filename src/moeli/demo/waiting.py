"""What waits for somebody as the demonstration begins.

A car without its slip, an alarm to come, a person without document.

The alarm is not written: one document is out and back within minutes, and the watch finds it.
"""

from datetime import datetime, timedelta

from moeli.crossings.identification import services
from moeli.crossings.identification.services import Voucher
from moeli.crossings.outcomes import Direction, Outcome
from moeli.demo import families
from moeli.demo.evening import DESK, PLACE, Evening
from moeli.demo.specimens import specimens
from moeli.platform import clock
from moeli.platform.access.actor import SYSTEM

BEFORE = timedelta(minutes=20)
_ANSWERS = {
    "name": "Mamello Nokana",
    "village": "Ha Fictitious, Mafeteng",
    "chief": "Chief Storybook",
    "school": "Fable Primary",
}


def load(began: datetime, seed: int) -> None:
    """Twenty minutes ago, or at `began` if that is later."""
    evening = Evening(families.waits(max(began, clock.now() - BEFORE), seed))
    for direction, outcome in (
        (Direction.EXIT, Outcome.DEPARTED),
        (Direction.ENTRY, Outcome.ADMITTED),
    ):
        with evening.looks_at(specimens()["twice"].zone, direction) as look:
            look.decide(outcome)
    with clock.standing_still(evening.now):
        _identified()


def _identified() -> None:
    begun = services.begin_identification(
        actor=SYSTEM, place=PLACE, desk=DESK, direction=Direction.ENTRY, answers=_ANSWERS
    )
    voucher = Voucher(kind="chief_called", by="Chief Storybook, +266 5000 0000")
    services.vouch(actor=SYSTEM, identification_id=begun.id, voucher=voucher)
