"""Approvals as the pages show them."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from moeli.platform import room
from moeli.platform.access import places
from moeli.platform.approvals.selectors import ApprovalView
from moeli.platform.approvals.standing import Says, Standing
from moeli.platform.room import Text

_STATES: dict[Standing, tuple[Promise, str]] = {
    Standing.WAITING: (_("Waits"), "wait"),
    Standing.GRANTED: (_("Granted"), "good"),
    Standing.DENIED: (_("Denied"), "bad"),
    Standing.WITHDRAWN: (_("Withdrawn"), "neutral"),
    Standing.EXPIRED: (_("Run out"), "neutral"),
    Standing.USED: (_("Used"), "good"),
}
_SAYS: dict[Says, tuple[Promise, str]] = {
    Says.GRANTED: (_("Yes"), "good"),
    Says.DENIED: (_("No"), "bad"),
    Says.WITHDRAWN: (_("Withdrawn"), "neutral"),
}


@dataclass(frozen=True, slots=True)
class Card:
    """One approval in words; `look` leads to what is to be approved, "" when nothing does."""

    view: ApprovalView
    label: Text
    place: str
    state: Promise
    tone: str
    look: str
    open: bool


@dataclass(frozen=True, slots=True)
class VoiceLine:
    """What one person said, in words."""

    name: str
    says: Promise
    tone: str
    said_at: object
    motive: str


def card(view: ApprovalView) -> Card:
    """One approval for its page or a row of a table."""
    kind = room.approval_kinds().get(view.kind)
    state, tone = _STATES[view.standing]
    return Card(
        view=view,
        label=kind.label if kind else view.kind,
        place=places.name_of(view.place) if view.place else "",
        state=state,
        tone=tone,
        look=kind.look(view.subject) if kind and kind.look else "",
        open=view.standing in {Standing.WAITING, Standing.GRANTED},
    )


def lines(view: ApprovalView) -> list[VoiceLine]:
    """What people said, in order."""
    return [VoiceLine(v.name, *_SAYS[v.says], v.said_at, v.motive) for v in view.voices]


def earlier(view: ApprovalView) -> list[VoiceLine]:
    """The denials of the same thing before this approval."""
    return [VoiceLine(v.name, *_SAYS[v.says], v.said_at, v.motive) for v in view.denied_before]
