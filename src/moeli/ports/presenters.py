"""A port as the pages show it: each fact with whether it was read at a source."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from moeli.ports import desks, hours, lanes
from moeli.ports.desks import Layout, Plan
from moeli.ports.directory import Kind, PortOfEntry
from moeli.ports.hours import Hours
from moeli.ports.lanes import Lane
from moeli.ports.models import Closure, Reason
from moeli.ports.states import PortState, StateKind

_KINDS: dict[Kind, Promise] = {Kind.LAND: _("Land"), Kind.AIR: _("Air")}
_LAYOUTS: dict[Layout, Promise] = {
    Layout.TWO_HALLS: _("Two halls, one for each State"),
    Layout.ONE_STOP: _("One hall: exit, then entry"),
}
_LANES: dict[str, Promise] = {"scholars_business": _("Scholars and business")}
_STATES: dict[StateKind, tuple[Promise, str]] = {
    StateKind.OPEN: (_("Open"), "good"),
    StateKind.CLOSED_HOURS: (_("Closed: outside its hours"), "wait"),
    StateKind.CLOSED_EVENT: (_("Closed by an event"), "bad"),
}
_HOURS_UNKNOWN = (_("Hours not found"), "neutral")


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact in words; `verified` is said beside it when it is not."""

    text: str | Promise
    verified: bool


@dataclass(frozen=True, slots=True)
class PortRow:
    """One row of the table."""

    code: str
    name: Fact
    district: Fact
    kind: Fact
    twin: Fact
    aliases: str
    source: str


def port_row(port: PortOfEntry) -> PortRow:
    """The row of `port`."""
    known = port.verified
    return PortRow(
        code=port.code,
        name=Fact(port.name, "name" in known),
        district=Fact(port.district.name, "district" in known),
        kind=Fact(_KINDS[port.kind], "kind" in known),
        twin=Fact(port.twin, "twin" in known or not port.twin),
        aliases=", ".join(port.aliases),
        source=port.source,
    )


@dataclass(frozen=True, slots=True)
class StateCard:
    """Whether a port is open, as word and tone, with the sentence and what is expected."""

    word: str | Promise
    tone: str
    sentence: str | Promise
    until: datetime | None
    closure: Closure | None
    reason: str | Promise


@dataclass(frozen=True, slots=True)
class LaneCard:
    """A lane, whom it is for, and whether it is set aside now."""

    name: str | Promise
    lane: Lane
    now: bool


@dataclass(frozen=True, slots=True)
class PortPage:
    """Everything that the page of one port shows."""

    row: PortRow
    state: StateCard
    hours: Hours | None
    layout: Fact
    layout_source: str
    plan: Plan
    lanes: tuple[LaneCard, ...]
    live_from: date | None


def port_page(
    port: PortOfEntry,
    state: PortState,
    closure: Closure | None,
    live_from: date | None,
    moment: datetime,
    day: date,
) -> PortPage:
    """The page of `port` as it stands at `moment`, on the legal day `day`."""
    layout, its_row = desks.layout(port.code, day)
    known = hours.hours(port.code, day)
    now = lanes.open_lanes(port.code, moment)
    return PortPage(
        row=port_row(port),
        state=_state(state, closure, known),
        hours=known,
        layout=Fact(_LAYOUTS[layout], its_row.verified),
        layout_source=its_row.source,
        plan=desks.plan(port.code, day),
        lanes=tuple(
            LaneCard(_LANES[lane.kind], lane, lane in now) for lane in lanes.lanes(port.code, day)
        ),
        live_from=live_from,
    )


def reason_word(reason: str) -> str | Promise:
    """Why a port is closed, in a word or two; "" for no reason."""
    return Reason(reason).label if reason else ""


def _state(state: PortState, closure: Closure | None, known: Hours | None) -> StateCard:
    word, tone = _STATES[state.kind] if known or not state.is_open else _HOURS_UNKNOWN
    return StateCard(
        word=word,
        tone=tone,
        sentence=state.sentence,
        until=state.until,
        closure=closure,
        reason=reason_word(closure.reason if closure else ""),
    )
