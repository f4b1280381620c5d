"""Who acts in a request."""

from django.http import HttpRequest

from moeli.platform.access.actor import Actor


def actor(request: HttpRequest) -> Actor:
    """The actor that the middleware set."""
    acting: Actor = request.actor  # type: ignore[attr-defined]  # set by ActorMiddleware
    return acting
