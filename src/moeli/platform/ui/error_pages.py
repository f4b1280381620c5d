"""Pages that say what went wrong and what to do; absent and forbidden are one page."""

import logging
import sys
from collections.abc import Callable

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from moeli import __version__
from moeli.platform.errors import MoeliError
from moeli.platform.logbook.events import note, where

_ERROR = "moeli/error.html"
_PLAIN = """<!DOCTYPE html>
<html lang="{language}">
  <head><meta charset="utf-8"><title>{heading}</title></head>
  <body><h1>{heading}</h1><p>{sentence}</p><p><a href="/">Moeli</a></p></body>
</html>
"""
ABSENT, CONFLICT, UNAVAILABLE = 404, 409, 503
_HEADINGS = {
    400: gettext_lazy("This could not be done"),
    404: gettext_lazy("Nothing here"),
    409: gettext_lazy("This could not be done"),
    410: gettext_lazy("No longer open"),
    503: gettext_lazy("Not available now"),
}


def foreseen(request: HttpRequest, error: MoeliError) -> HttpResponse:
    """The page of a foreseen error: its sentence under a heading."""
    if error.status == ABSENT:
        return absent(request)
    heading = _HEADINGS.get(error.status, _HEADINGS[CONFLICT])
    if error.status == UNAVAILABLE:
        return _bare_page(str(heading), str(error), UNAVAILABLE)
    return _page(request, str(heading), str(error), error.status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A request that no page of ours sends."""
    del exception
    return _page(
        request,
        _("This could not be read"),
        _("The request was not complete or too large. Go back and send it again."),
        400,
    )


def absent(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Not there, or not yours: one answer, so that nobody can tell which."""
    del exception
    return _page(
        request,
        _("Nothing here"),
        _("There is nothing at this address, or it is not open to you."),
        ABSENT,
    )


def unavailable(request: HttpRequest) -> HttpResponse:
    """The database does not answer, so nothing is shown and nothing was changed."""
    del request
    error = sys.exception()
    note("database.failed", level=logging.ERROR, **(where(error) if error else {}))
    return _bare_page(
        _("Not available now"),
        _("Moeli cannot reach its records. Nothing was changed. Try again, or tell a supervisor."),
        UNAVAILABLE,
    )


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token is missing or old: Django's guard against forged requests."""
    del reason
    return _page(
        request,
        _("This page was open too long"),
        _("Nothing was changed. Open the page again and repeat what you did."),
        403,
    )


def defect(request: HttpRequest) -> HttpResponse:
    """Our own mistake; or a database that failed before a view was reached."""
    if isinstance(sys.exception(), DatabaseError):
        return unavailable(request)
    return _bare_page(
        _("Something went wrong in Moeli"),
        _("Nothing was changed. Try again; if it happens again, tell your supervisor the time."),
        500,
    )


def _page(request: HttpRequest, heading: str, sentence: str, status: int) -> HttpResponse:
    shown = {"heading": heading, "sentence": sentence}
    return _shown(shown, status, lambda: render_to_string(_ERROR, shown, request))


def _bare_page(heading: str, sentence: str, status: int) -> HttpResponse:
    """A page without person, menu or session: each of these would ask the database again."""
    shown = {"heading": heading, "sentence": sentence}
    bare = {"version": __version__, "bare": True}
    return _shown(shown, status, lambda: render_to_string(_ERROR, shown | bare))


def _shown(said: dict[str, str], status: int, draw: Callable[[], str]) -> HttpResponse:
    """The page as `draw` draws it; where that fails, its sentence with nothing around it.

    What is missing may be what every page needs: style sheets that were not collected, a template.
    """
    try:
        return HttpResponse(draw(), status=status)
    except DatabaseError:
        raise
    except Exception as error:  # noqa: BLE001 -- whatever it is, the sentence is still said
        note("request.broken", level=logging.ERROR, **where(error))
        return HttpResponse(format_html(_PLAIN, language=get_language(), **said), status=status)
