"""An officer lends her name to the device beside her, and takes it back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from moeli.platform.access.booths import EnrolledBooth
from moeli.platform.access.policy import signed_in
from moeli.platform.access.requests import HouseRequest
from moeli.platform.access.views.acting import actor
from moeli.platform.errors import MoeliError
from moeli.platform.machine import credentials, selectors, services
from moeli.platform.machine.errors import DeviceError
from moeli.platform.machine.policies import LENDING
from moeli.platform.machine.presenters import lent_row


@require_GET
@signed_in(LENDING.action)
def look(request: HouseRequest) -> HttpResponse:
    """The devices at this desk, and what she has lent."""
    return _page(request)


@require_POST
@signed_in(LENDING.action)
def lend(request: HouseRequest, device_id: UUID) -> HttpResponse:
    """Make a code; it is shown in this answer and never again."""
    at = request.standing
    assert at is not None  # set wherever somebody is signed in
    try:
        lent = services.lend(
            actor=actor(request),
            booth=request.booth,
            device_id=device_id,
            session_key=request.session.session_key or "",
            session_ends_at=at.ends_at,
        )
    except MoeliError as error:
        if error.reason is not DeviceError.NOT_AT_A_BOOTH:
            raise
        messages.error(request, str(error))
        return redirect("device_lend")
    shown = {"lent": lent, "code": credentials.grouped(lent.code)}
    return render(request, "moeli/machine/code.html", shown)


@require_POST
@signed_in(LENDING.action)
def end(request: HttpRequest, delegation_id: UUID) -> HttpResponse:
    """The device acts for her no longer."""
    services.end_delegation(actor=actor(request), delegation_id=delegation_id)
    messages.success(request, _("The device no longer acts in your name."))
    return redirect("device_lend")


def _page(request: HouseRequest) -> HttpResponse:
    booth: EnrolledBooth | None = request.booth
    shown = {
        "desk": booth,
        "devices": selectors.beside(actor(request), booth),
        "lent": [lent_row(each) for each in selectors.lent_by(actor(request))],
    }
    return render(request, "moeli/machine/lending.html", shown)
