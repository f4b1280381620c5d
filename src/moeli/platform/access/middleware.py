"""Sets who acts, and from which booth, once per request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from moeli.platform import clock
from moeli.platform.access.actor import ANONYMOUS, Actor, actor_of
from moeli.platform.access.booths import booth_of


class ActorMiddleware:
    """Gives each request `actor` (ANONYMOUS when nobody is signed in) and `booth` (or None)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        booth = booth_of(request)
        request.booth = booth  # type: ignore[attr-defined]  # what this middleware is for
        request.actor = _actor(request, booth.place if booth else "")  # type: ignore[attr-defined]  # the same
        return self.get_response(request)


def _actor(request: HttpRequest, booth_place: str) -> Actor:
    if not request.user.is_authenticated:
        return ANONYMOUS
    return actor_of(request.user, clock.now(), booth_place)
