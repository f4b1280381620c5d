"""Who asks for a page."""

from django.http import HttpRequest

from moeli.platform.access.actor import Actor


def actor_of(request: HttpRequest) -> Actor:
    """Whoever is signed in."""
    actor: Actor = request.actor  # type: ignore[attr-defined]  # set by ActorMiddleware
    return actor
