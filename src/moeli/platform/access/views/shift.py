"""Two people of a post let an officer in for one shift, or unlock her."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from moeli.platform.access import selectors, services
from moeli.platform.access.forms.proofs import ByTwoForm, ShiftForm
from moeli.platform.access.policies import SHIFTS
from moeli.platform.access.policy import signed_in
from moeli.platform.access.presenters import shift_row
from moeli.platform.access.requests import HouseRequest
from moeli.platform.access.views.acting import actor
from moeli.platform.errors import MoeliError, absent


@require_GET
@signed_in(SHIFTS.action)
def shift(request: HouseRequest) -> HttpResponse:
    """Who is let in now, and what two people may do together."""
    rows = [shift_row(each) for each in selectors.shifts(actor(request))]
    return render(request, "access/shift.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
@sensitive_post_parameters()
@signed_in(SHIFTS.action)
def let_in(request: HouseRequest) -> HttpResponse:
    """Let an officer in for one shift."""
    form = _form(ShiftForm, request)
    if form.is_valid():
        try:
            services.enrol_for_shift(
                actor=actor(request), booth=request.booth, **_typed(form, "badge", "pin", "hours")
            )
        except MoeliError as error:
            form.refuse(error)
        else:
            messages.success(request, _("She is let in: she takes over with the badge and PIN."))
            return redirect("shift")
    return _page(request, form, "access/shift_let_in.html")


@require_http_methods(["GET", "POST"])
@sensitive_post_parameters()
@signed_in(SHIFTS.action)
def unlock(request: HouseRequest) -> HttpResponse:
    """Unlock an officer of this port of entry."""
    form = _form(ByTwoForm, request)
    if form.is_valid():
        try:
            services.unlock_together(actor=actor(request), booth=request.booth, **_typed(form))
        except MoeliError as error:
            form.refuse(error)
        else:
            messages.success(request, _("She is unlocked: she can sign in now."))
            return redirect("shift")
    return _page(request, form, "access/shift_unlock.html")


@require_POST
@signed_in(SHIFTS.action)
def end(request: HouseRequest, enrolment_id: UUID) -> HttpResponse:
    """End a shift enrolment before its time."""
    services.end_shift(actor=actor(request), enrolment_id=enrolment_id)
    messages.success(request, _("The enrolment has ended."))
    return redirect("shift")


def _form(kind: type[ByTwoForm], request: HouseRequest) -> ByTwoForm:
    if request.booth is None:
        raise absent()
    return kind(request.POST or None, request=request)


def _typed(form: ByTwoForm, *names: str) -> dict[str, Any]:
    typed = form.cleaned_data
    return {
        "username": typed["officer"],
        "proofs": typed["proofs"],
        **{name: typed[name] for name in names},
    }


def _page(request: HouseRequest, form: ByTwoForm, template: str) -> HttpResponse:
    return render(request, template, {"form": form}, status=400 if form.errors else 200)
