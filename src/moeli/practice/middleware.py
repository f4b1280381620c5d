"""Who practises where; what was left alone ends; after the last decision comes the answer."""

from collections.abc import Callable

from django.contrib.auth import logout
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from moeli.platform.access.requests import HouseRequest
from moeli.practice import hands, seats, selectors

_FOUND = 302


class SeatMiddleware:
    """Stands where a live site locks pages: here nobody has a proof with which to unlock one.

    A page left alone ends. The booth is the session's. After the decision on the last traveller of
    a scene the desk leads to what it expected.
    """

    def __init__(self, get_response: Callable[[HouseRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HouseRequest) -> HttpResponseBase:
        request.booth = seats.booth(request.session)
        response = self.get_response(request)
        return redirect("practise_said") if _is_over(request, response) else response

    def process_view(
        self, request: HouseRequest, _view: object, _args: object, _kwargs: object
    ) -> HttpResponse | None:
        """Whoever comes back too late chooses a role again."""
        if request.locked_actor is None:
            return None
        logout(request)
        return redirect("account_login")


def _is_over(request: HouseRequest, response: HttpResponseBase) -> bool:
    if request.method != "POST" or response.status_code != _FOUND or request.actor.is_anonymous:
        return False
    hand = hands.held(request.session) if request.path.startswith(reverse("desk")) else None
    return hand is not None and selectors.complete(request.actor, hand)
