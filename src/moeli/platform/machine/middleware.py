"""What holds at the door before anything else looks at a request, and after all has answered."""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponseBase
from django.utils import translation

from moeli.platform.errors import MoeliError
from moeli.platform.machine.errors import DoorError
from moeli.platform.machine.problems import as_problem, problem

PREFIX: Final = "/api/"


class DoorMiddleware:
    """At the door no cookie is looked at, no query is read, and each error is a problem.

    It stands outside sessions and languages: a browser's session is nothing here, so that a page
    of another origin cannot use it, and no token is looked for in an address.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        request.META.pop("HTTP_COOKIE", None)
        request.COOKIES.clear()
        with translation.override(translation.get_language_from_request(request)):
            if request.META.get("QUERY_STRING"):
                return problem(MoeliError(DoorError.QUERY_REFUSED))
            return as_problem(self.get_response(request))
