"""Counts and logs each request by the name of its view: never by address, body or person."""

from collections.abc import Callable
from time import perf_counter

from django.http import HttpRequest, HttpResponseBase

from moeli.operations.watching import meters
from moeli.platform.ids import uuid7
from moeli.platform.logbook import lines, note

_UNKNOWN = "unknown"
_METHODS = frozenset({"GET", "HEAD", "POST"})


class RequestsMiddleware:
    """Outermost: gives each request an id, which every log line of it carries, and times it.

    The id goes back as `X-Request-Id`, so that a person can tell it; none is taken from outside.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        begun, name = perf_counter(), uuid7().hex[-12:]
        with lines.of_request(name):
            response = self.get_response(request)
            _tell(request, response, perf_counter() - begun)
        response.headers["X-Request-Id"] = name
        return response


def _tell(request: HttpRequest, response: HttpResponseBase, seconds: float) -> None:
    view = request.resolver_match.view_name if request.resolver_match else _UNKNOWN
    method = request.method if request.method in _METHODS else "other"
    status = response.status_code
    meters.REQUESTS.labels(view or _UNKNOWN, method, status).inc()
    meters.SECONDS.labels(view or _UNKNOWN).observe(seconds)
    note(
        "request.done",
        view=view or _UNKNOWN,
        method=method,
        status=status,
        ms=round(seconds * 1000, 1),
    )
