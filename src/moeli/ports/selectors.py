"""Whether a port is open, was closed, since when its records count, and today's roster."""

from datetime import date, datetime, time

from django.db.models import QuerySet

from moeli.platform import clock, node
from moeli.platform.access import roles
from moeli.platform.access.actor import Actor
from moeli.platform.access.models import Grant, User
from moeli.platform.access.policy import require
from moeli.ports import directory, hours, states
from moeli.ports.live import LIVE_FROM
from moeli.ports.models import Closure, RosterLine
from moeli.ports.policies import ROSTER_SEEING
from moeli.ports.states import PortState


def state(place: str, moment: datetime) -> PortState:
    """Whether `place` is open at `moment` (with time zone), and the sentence that says it."""
    closure = closure_at(place, moment)
    if closure:
        return states.by_event(closure.reason, closure.expected_until)
    rows = hours.table()
    return states.by_hours(
        hours.is_open(rows, place, moment), hours.next_opening(rows, place, moment)
    )


def closure_at(place: str, moment: datetime) -> Closure | None:
    """The closure by an event that holds at `place` at `moment`, the latest begun."""
    return Closure.objects.at(place, moment).order_by("-begins_at", "-id").first()


def was_closed(place: str, start: datetime, end: datetime) -> bool:
    """Whether an event closed `place` at any moment from `start` until `end` (not included)."""
    return start < end and Closure.objects.within(place, start, end).exists()


def any_closed(start: datetime, end: datetime) -> bool:
    """Whether an event closed any port at any moment from `start` until `end` (not included)."""
    return start < end and Closure.objects.anywhere(start, end).exists()


def standing_closure(place: str) -> Closure | None:
    """The closure that nobody has ended, also one yet to begin."""
    return Closure.objects.standing(place).order_by("-begins_at", "-id").first()


def live_from(place: str) -> date | None:
    """The first day on which a missing record at `place` means something; None while unknown.

    A post's own day stands in its node.toml and comes first; then what headquarters says.
    """
    this_node = node.current()
    if this_node.port == place and this_node.live_from:
        return this_node.live_from
    return _told(clock.today()).get(place)


def live_from_everywhere() -> dict[str, date | None]:
    """Of every port, the first day on which a missing record means something."""
    this_node, told = node.current(), _told(clock.today())
    own = {this_node.port: this_node.live_from} if this_node.live_from else {}
    return {port.code: told.get(port.code) for port in directory.all_ports()} | own


def roster(actor: Actor, place: str, day: date) -> list[RosterLine]:
    """Who sits where at `place` on `day`. Raises MoeliError `absent`."""
    require(actor, ROSTER_SEEING.action, place)
    return list(RosterLine.objects.of(place, day))


def officers(actor: Actor, place: str, day: date) -> list[User]:
    """Who may be put on the roster of `place` for `day`, by name. Raises MoeliError `absent`."""
    require(actor, ROSTER_SEEING.action, place)
    return list(_serving(place, day).order_by("name", "id"))


def serves_at(officer: str, place: str, day: date) -> bool:
    """Whether the account `officer` holds a role at the desks of `place` on `day`."""
    return any(str(id) == officer for id in _serving(place, day).values_list("id", flat=True))


def names_of(lines: list[RosterLine]) -> dict[str, str]:
    """The names of the officers on these lines, by id."""
    found = User.objects.filter(id__in={line.officer for line in lines})
    return {str(user.id): user.name for user in found} if lines else {}


def _told(day: date) -> dict[str, date]:
    return {row.id: row.value for row in LIVE_FROM.on(day).on(day)}


def _serving(place: str, day: date) -> QuerySet[User]:
    desk_roles = [role for role in roles.roles() if "decision.make" in roles.actions_of(role)]
    noon = datetime.combine(day, time(12), clock.MASERU)
    grants = Grant.objects.in_force(noon).filter(role__in=desk_roles, place__in=["", place])
    return User.objects.filter(is_active=True, id__in=grants.values("user_id"))
