"""Whether a port is open, from its hours and its closure. Pure. It informs and never blocks."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class StateKind(StrEnum):
    """The three answers; hours that were not found count as open."""

    OPEN = "open"
    CLOSED_HOURS = "closed_hours"
    CLOSED_EVENT = "closed_event"


_EMERGENCY = _(
    "This port is outside its ordinary hours. An emergency crossing stays possible: decide as"
    " always."
)
_EVENT = _(
    "This port is closed by an event. An emergency crossing stays possible: decide as always."
)
_OPEN = _("This port is open.")
_UNKNOWN = _("The ordinary hours of this port were not found; no closure is recorded.")


@dataclass(frozen=True, slots=True)
class PortState:
    """The answer: `sentence` is what the screen shows. No decision is ever refused for it.

    `reason` is that of a closure; `until` is when the port is expected to open, where known.
    """

    kind: StateKind
    sentence: str | Promise
    reason: str = ""
    until: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether neither hours nor an event close it."""
        return self.kind is StateKind.OPEN


def by_event(reason: str, until: datetime | None) -> PortState:
    """Closed by an event, whatever the hours say."""
    return PortState(StateKind.CLOSED_EVENT, _EVENT, reason, until)


def by_hours(in_hours: bool | None, until: datetime | None) -> PortState:
    """What the hours alone say; `in_hours` is None where they were not found."""
    if in_hours is None:
        return PortState(StateKind.OPEN, _UNKNOWN)
    if in_hours:
        return PortState(StateKind.OPEN, _OPEN)
    return PortState(StateKind.CLOSED_HOURS, _EMERGENCY, until=until)
