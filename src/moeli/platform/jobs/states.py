"""What a job can be, and the delays between its attempts. Pure."""

from datetime import timedelta
from enum import StrEnum

FIRST_DELAY = timedelta(seconds=10)
LONGEST_DELAY = timedelta(hours=1)


class State(StrEnum):
    """Where a job stands; the value is what is stored."""

    WAITING = "waiting"
    RUNNING = "running"
    CANCELLING = "cancelling"
    CANCELLED = "cancelled"
    FAILED = "failed"
    DONE = "done"


HELD = (State.RUNNING, State.CANCELLING)
UNFINISHED = (State.WAITING, *HELD)
ENDED = (State.CANCELLED, State.FAILED, State.DONE)


def delay_after(attempts: int) -> timedelta:
    """How long to wait after the `attempts`-th attempt failed: doubled each time, with a cap."""
    doublings = min(max(attempts, 1) - 1, 20)
    delay: timedelta = FIRST_DELAY * (1 << doublings)
    return min(delay, LONGEST_DELAY)
