"""Whoever acts, with what she may do, where, at one moment."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from moeli.platform import clock
from moeli.platform.access import roles
from moeli.platform.access.models import Grant
from moeli.platform.prepared import Asked, Prepared

if TYPE_CHECKING:
    from moeli.platform.access.models import User

_IN_FORCE = Prepared(
    lambda: (
        Grant.objects.of(Asked("user"))
        .standing(Asked("at"), Asked("day"))
        .order_by("first_day", "id")
    )
)


class Everywhere:
    """All places: the answer for an action that no scope limits."""

    def __contains__(self, place: object) -> bool:
        return True

    def __repr__(self) -> str:
        return "everywhere"


EVERYWHERE: Final = Everywhere()


@dataclass(frozen=True, slots=True)
class Scope:
    """One grant in force: a role's actions at one place, or at all of them when `place` is ""."""

    role: str
    place: str
    actions: frozenset[str]

    def covers(self, action: str, place: str) -> bool:
        """Whether the scope allows `action` at `place`; "" asks for any place."""
        return action in self.actions and (not place or self.place in {"", place})


@dataclass(frozen=True, slots=True)
class Actor:
    """A person (or the system) as she stands at one moment; made once per request.

    `id` is what the journal names; `place` is the short code of the booth's place, else of the
    first place that a grant names, else "".
    """

    id: str
    name: str = ""
    place: str = ""
    agency: str = ""
    grants: tuple[Scope, ...] = ()

    @property
    def is_anonymous(self) -> bool:
        """Whether nobody is signed in."""
        return self.id == ANONYMOUS.id

    def may(self, action: str, place: str = "") -> bool:
        """Whether she may do `action` at `place`; "" asks for any place within her scopes."""
        return any(scope.covers(action, place) for scope in self.grants)

    def places(self, action: str) -> frozenset[str] | Everywhere:
        """Where she may do `action`."""
        found = frozenset(scope.place for scope in self.grants if action in scope.actions)
        return EVERYWHERE if "" in found else found


class _System(Actor):
    """The house itself: the demonstration's seed and the command line. It appears by its own id."""

    __slots__ = ()

    def may(self, action: str, place: str = "") -> bool:
        return True

    def places(self, action: str) -> frozenset[str] | Everywhere:
        return EVERYWHERE


ANONYMOUS: Final = Actor(id="anonymous")
SYSTEM: Final = _System(id="system", name="Moeli")


def actor_of(user: "User", at: datetime, booth_place: str = "") -> Actor:
    """The actor that `user` is at the moment `at`: one query for her grants in force."""
    grants = _IN_FORCE.rows(user=user.id, at=at, day=clock.legal_day(at))
    scopes = tuple(_scope(grant) for grant in grants) if user.is_active else ()
    named = next((scope.place for scope in scopes if scope.place), "")
    return Actor(str(user.id), user.name, booth_place or named, user.agency, scopes)


def _scope(grant: Grant) -> Scope:
    return Scope(grant.role, grant.place, roles.actions_of(grant.role))
