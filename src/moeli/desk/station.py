"""Where the officer sits: the booth that the computer is enrolled as, or else only a place."""

from dataclasses import dataclass

from django.http import HttpRequest

from moeli.platform.access.actor import Actor
from moeli.platform.access.booths import EnrolledBooth
from moeli.ports import directory

UNENROLLED = "unenrolled"
_WAY = "desk.direction"


@dataclass(frozen=True, slots=True)
class Station:
    """A port by its short code and a desk by its name; `enrolled` when a booth vouches for both."""

    place: str
    desk: str
    enrolled: bool

    @property
    def port_name(self) -> str:
        """The port's name; its code where the directory does not know it."""
        try:
            return directory.port(self.place).name
        except KeyError:
            return self.place


def officer(request: HttpRequest) -> Actor:
    """Who sits there."""
    acting: Actor = request.actor  # type: ignore[attr-defined]  # set by ActorMiddleware
    return acting


def station_of(request: HttpRequest) -> Station:
    """The enrolled booth; on any other computer the first place of the officer's duty."""
    booth: EnrolledBooth | None = request.booth  # type: ignore[attr-defined]  # set there too
    if booth is None:
        return Station(officer(request).place, UNENROLLED, enrolled=False)
    return Station(booth.place, booth.name, enrolled=True)


def may_inspect(actor: Actor, station: Station) -> bool:
    """Whether the officer's duty covers this port."""
    return bool(station.place) and actor.may("inspection.open", station.place)


def remembered_way(request: HttpRequest) -> str:
    """The direction of the last traveller whom she inspected."""
    return str(request.session.get(_WAY, "entry"))


def remember_way(request: HttpRequest, way: str) -> None:
    """Keep the direction; the session is written only where it changes."""
    if remembered_way(request) != way:
        request.session[_WAY] = way
