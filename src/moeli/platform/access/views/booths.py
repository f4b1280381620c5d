"""The booths, inviting one, retiring one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from moeli.platform.access import places, selectors, services
from moeli.platform.access.forms.accounts import BoothForm
from moeli.platform.access.policies import BOOTHS
from moeli.platform.access.policy import signed_in
from moeli.platform.access.presenters import booth_row
from moeli.platform.access.services.booths import Invitation
from moeli.platform.access.views.acting import actor
from moeli.platform.errors import MoeliError


@require_http_methods(["GET", "POST"])
@signed_in(BOOTHS.action)
def booths(request: HttpRequest) -> HttpResponse:
    """All booths; a POST makes a link, which is shown in this answer and never again."""
    form = BoothForm(request.POST or None)
    if form.is_valid():
        try:
            made = services.invite_booth(actor=actor(request), **form.cleaned_data)
        except MoeliError as error:
            form.refuse(error)
        else:
            return _invited(request, made)
    rows = [booth_row(each) for each in selectors.booths(actor(request))]
    status = 400 if form.errors else 200
    return render(request, "access/booths.html", {"form": form, "rows": rows}, status=status)


@require_POST
@signed_in(BOOTHS.action)
def retire(request: HttpRequest, booth_id: UUID) -> HttpResponse:
    """Know a booth no longer."""
    services.retire_booth(actor=actor(request), booth_id=booth_id)
    messages.success(request, _("The booth is retired: its computer is not known any more."))
    return redirect("booths")


def _invited(request: HttpRequest, made: Invitation) -> HttpResponse:
    link = request.build_absolute_uri(reverse("enrol", args=[made.token]))
    shown = {"made": made, "place": places.name_of(made.place), "link": link}
    return render(request, "access/booth_invited.html", shown)
