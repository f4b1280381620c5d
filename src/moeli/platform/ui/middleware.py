"""Headers on every answer, and foreseen errors as pages."""

from collections.abc import Callable
from functools import cache

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import add_never_cache_headers

from moeli.platform.errors import MoeliError
from moeli.platform.ui import error_pages
from moeli.platform.ui.security import HEADERS

Answer = Callable[[HttpRequest], HttpResponseBase]


class PolicyMiddleware(CSPMiddleware):  # type: ignore[misc]  # the package ships no types
    """django-csp's, its words composed once: all but pages that widen the policy say the same."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """The answer with its policy."""
        own = any(name.startswith("_csp") for name in vars(response))
        if own or getattr(request, "_csp_nonce", None) is not None or response.has_header(HEADER):
            widened: HttpResponseBase = super().process_response(request, response)
            return widened
        response.headers[HEADER] = _policy()
        return response


@cache
def _policy() -> str:
    """What django-csp says of a page that asks for nothing more."""
    plain = CSPMiddleware(HttpResponse).process_response(HttpRequest(), HttpResponse())
    return str(plain.headers[HEADER])


class HeadersMiddleware:
    """Says what browsers may do with our pages; nothing is kept of what a signed-in person saw."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if not request.path.startswith("/static/"):
            add_never_cache_headers(response)
        return response


class ErrorPagesMiddleware:
    """The one handler of foreseen errors for pages; a database that fails is a 503."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page for what is foreseen; None lets a defect be one."""
        if isinstance(error, MoeliError):
            return error_pages.foreseen(request, error)
        if isinstance(error, DatabaseError):
            return error_pages.unavailable(request)
        return None
