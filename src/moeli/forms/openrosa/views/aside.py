"""What phones sent and was set aside: why, from whom, and what can be done about it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from moeli.forms.openrosa import selectors, services
from moeli.forms.openrosa.page_forms import SettleForm
from moeli.forms.openrosa.policies import SETTLING
from moeli.forms.openrosa.presenters import aside_row, aside_rows
from moeli.platform.access.policy import signed_in
from moeli.platform.access.views.acting import actor
from moeli.platform.errors import MoeliError


@require_GET
@signed_in(SETTLING.action)
def look(request: HttpRequest) -> HttpResponse:
    """What waits, and what was settled lately."""
    person, language = actor(request), _language()
    shown = {
        "waiting": aside_rows(selectors.waiting(person), language),
        "settled": aside_rows(selectors.settled(person), language),
    }
    return render(request, "moeli/openrosa/set_aside.html", shown)


@require_http_methods(["GET", "POST"])
@signed_in(SETTLING.action)
def one(request: HttpRequest, submission_id: UUID) -> HttpResponse:
    """One of them; a POST accepts or discards it. What was answered is not shown here."""
    form = SettleForm(request.POST or None)
    if form.is_valid():
        try:
            return _settled(request, submission_id, form.cleaned_data["motive"])
        except MoeliError as error:
            if error.status == 404:
                raise
            form.refuse(error)
    row = aside_row(selectors.set_aside(actor(request), submission_id), _language())
    status = 400 if form.errors else 200
    shown = {"form": form, "line": row}
    return render(request, "moeli/openrosa/set_aside_one.html", shown, status=status)


def _settled(request: HttpRequest, submission_id: UUID, motive: str) -> HttpResponse:
    if request.POST.get("act") == "discard":
        services.discard(actor=actor(request), submission_id=submission_id, motive=motive)
        messages.success(request, _("Discarded. The answers are erased."))
    else:
        services.accept(actor=actor(request), submission_id=submission_id, motive=motive)
        messages.success(request, _("Accepted. The answers are a run of the form now."))
    return redirect("set_aside")


def _language() -> str:
    return (get_language() or "en")[:2]
