"""The devices, enrolling one, giving one a new token, revoking one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from moeli.platform.access import places
from moeli.platform.access.policy import signed_in
from moeli.platform.access.views.acting import actor
from moeli.platform.errors import MoeliError
from moeli.platform.machine import selectors, services
from moeli.platform.machine.forms import DeviceForm
from moeli.platform.machine.policies import DEVICES
from moeli.platform.machine.presenters import device_row, profile_name
from moeli.platform.machine.services import Issued


@require_http_methods(["GET", "POST"])
@signed_in(DEVICES.action)
def look(request: HttpRequest) -> HttpResponse:
    """All devices; a POST enrols one, whose token is shown in this answer and never again."""
    form = DeviceForm(request.POST or None)
    if form.is_valid():
        try:
            issued = services.enrol_device(actor=actor(request), **form.cleaned_data)
        except MoeliError as error:
            form.refuse(error)
        else:
            return _token(request, issued)
    rows = [device_row(each) for each in selectors.devices(actor(request))]
    status = 400 if form.errors else 200
    shown = {"form": form, "rows": rows}
    return render(request, "moeli/machine/devices.html", shown, status=status)


@require_http_methods(["GET", "POST"])
@signed_in(DEVICES.action)
def replace(request: HttpRequest, device_id: UUID) -> HttpResponse:
    """Ask; then make a new token, which is shown in this answer and never again."""
    if request.method == "POST":
        issued = services.replace_token(actor=actor(request), device_id=device_id)
        return _token(request, issued)
    return _sure(request, device_id, "moeli/machine/replace.html")


@require_http_methods(["GET", "POST"])
@signed_in(DEVICES.action)
def revoke(request: HttpRequest, device_id: UUID) -> HttpResponse:
    """Ask; then know the device no longer."""
    if request.method == "GET":
        return _sure(request, device_id, "moeli/machine/revoke.html")
    services.revoke_device(actor=actor(request), device_id=device_id)
    messages.success(request, _("The device is revoked: its token is worth nothing any more."))
    return redirect("devices")


def _sure(request: HttpRequest, device_id: UUID, page: str) -> HttpResponse:
    device = selectors.device(actor(request), device_id)
    return render(request, page, {"device": device, "place": places.name_of(device.place)})


def _token(request: HttpRequest, issued: Issued) -> HttpResponse:
    device = issued.device
    shown = {
        "issued": issued,
        "device": device,
        "place": places.name_of(device.place),
        "profile": profile_name(device),
    }
    return render(request, "moeli/machine/token.html", shown)
