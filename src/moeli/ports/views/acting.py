"""Who acts in a request, and about which port."""

from django.http import HttpRequest

from moeli.platform.access.actor import Actor
from moeli.platform.errors import absent
from moeli.ports import directory
from moeli.ports.directory import PortOfEntry


def actor(request: HttpRequest) -> Actor:
    """The actor that the middleware set."""
    acting: Actor = request.actor  # type: ignore[attr-defined]  # set by ActorMiddleware
    return acting


def port_named(code: str) -> PortOfEntry:
    """The port of an address. Raises MoeliError `absent`."""
    try:
        return directory.port(code)
    except KeyError as error:
        raise absent() from error
