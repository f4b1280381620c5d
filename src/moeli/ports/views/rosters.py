"""Today's roster of a port: see it, put somebody on it, take a line off."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from moeli.platform import clock
from moeli.platform.access.policy import require, signed_in
from moeli.platform.errors import MoeliError
from moeli.ports import selectors, services
from moeli.ports.forms import RosterForm
from moeli.ports.policies import ROSTER_SEEING, ROSTER_WRITING
from moeli.ports.services import NewLine
from moeli.ports.views.acting import actor, port_named


@require_http_methods(["GET", "POST"])
@signed_in(ROSTER_SEEING.action)
def roster(request: HttpRequest, place: str) -> HttpResponse:
    """Who sits where today; posted, one line more."""
    port, today, acting = port_named(place), clock.today(), actor(request)
    if request.method == "POST":
        require(acting, ROSTER_WRITING.action, place)
    serving = selectors.officers(acting, place, today)
    form = RosterForm(request.POST if request.method == "POST" else None, officers=serving)
    if form.is_bound and form.is_valid() and _added(request, place, form):
        messages.success(request, _("The desk is staffed."))
        return redirect("port_roster", place)
    lines = selectors.roster(acting, place, today)
    names = selectors.names_of(lines)
    shown = {
        "port": port,
        "form": form,
        "today": today,
        "rows": [(line, names.get(line.officer, "")) for line in lines],
        "desks": len({line.desk for line in lines}),
        "may_write": acting.may(ROSTER_WRITING.action, place),
    }
    status = 400 if form.errors else 200
    return render(request, "moeli/ports/roster.html", shown, status=status)


@require_POST
@signed_in(ROSTER_WRITING.action)
def off(request: HttpRequest, place: str, line_id: UUID) -> HttpResponse:
    """One line less."""
    services.unroster(actor=actor(request), place=place, line_id=line_id)
    messages.success(request, _("The line is taken off the roster."))
    return redirect("port_roster", place)


def _added(request: HttpRequest, place: str, form: RosterForm) -> bool:
    line = NewLine(place=place, day=clock.today(), **form.cleaned_data)
    try:
        services.roster(actor=actor(request), line=line)
    except MoeliError as error:
        form.refuse(error)
        return False
    return True
