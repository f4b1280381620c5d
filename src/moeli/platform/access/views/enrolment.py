"""The page behind a booth's one-use link, opened on the booth's own computer."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from moeli.platform.access import booths, places, selectors, services, tokens
from moeli.platform.access.views.acting import actor


@require_http_methods(["GET", "POST"])
def enrol(request: HttpRequest, token: str) -> HttpResponse:
    """Ask, then make this computer the booth that the link names. The link is the permission."""
    if request.method == "POST":
        return _enrolled(request, token)
    link = selectors.invitation(tokens.token_hash(token))
    shown = {"name": link.name, "place": places.name_of(link.place)}
    return render(request, "access/enrol.html", shown)


def _enrolled(request: HttpRequest, token: str) -> HttpResponse:
    enrolment = services.enrol_booth(actor=actor(request), token=token)
    messages.success(request, _("This computer is now enrolled. Sign in here from now on."))
    response = redirect("home")
    booths.set_cookie(request, response, enrolment.booth, enrolment.token)
    return response
