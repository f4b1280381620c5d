"""Closing a port: say why, look again, close it. Reopening it is one act."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from moeli.platform.access.policy import require, signed_in
from moeli.platform.errors import MoeliError
from moeli.ports import services
from moeli.ports.directory import PortOfEntry
from moeli.ports.forms import ClosureForm
from moeli.ports.policies import CLOSING, REOPENING
from moeli.ports.presenters import reason_word
from moeli.ports.services import NewClosure
from moeli.ports.views.acting import actor, port_named


@require_http_methods(["GET", "POST"])
@signed_in(CLOSING.action)
def close(request: HttpRequest, place: str) -> HttpResponse:
    """The form; posted once, the page to check it; posted again confirmed, the closure."""
    port = port_named(place)
    require(actor(request), CLOSING.action, place)
    form = ClosureForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or "change" in request.POST:
        return _asked(request, port, form)
    if form.is_valid() and _taken(request, port, form):
        return (
            _closed(request, port) if "confirmed" in request.POST else _check(request, port, form)
        )
    return _asked(request, port, form, status=400)


@require_POST
@signed_in(REOPENING.action)
def reopen(request: HttpRequest, place: str) -> HttpResponse:
    """The port is open again."""
    services.reopen_port(actor=actor(request), place=place)
    messages.success(request, _("The port is reopened, and its neighbours no longer warned."))
    return redirect("port", place)


def _taken(request: HttpRequest, port: PortOfEntry, form: ClosureForm) -> bool:
    asked = NewClosure(place=port.code, **form.cleaned_data)
    act = services.close_port if "confirmed" in request.POST else services.check_closure
    try:
        act(actor=actor(request), closure=asked)
    except MoeliError as error:
        form.refuse(error)
        return False
    return True


def _asked(
    request: HttpRequest, port: PortOfEntry, form: ClosureForm, status: int = 200
) -> HttpResponse:
    return render(request, "moeli/ports/close.html", {"port": port, "form": form}, status=status)


def _check(request: HttpRequest, port: PortOfEntry, form: ClosureForm) -> HttpResponse:
    reason = reason_word(form.cleaned_data["reason"])
    shown = {"port": port, "form": form, "reason": reason, "closure": form.cleaned_data}
    return render(request, "moeli/ports/close_check.html", shown)


def _closed(request: HttpRequest, port: PortOfEntry) -> HttpResponse:
    messages.success(request, _("The closure is recorded; neighbours and headquarters are told."))
    return redirect("port", port.code)
