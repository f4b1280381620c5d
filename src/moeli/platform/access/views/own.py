"""One's own PIN, and signing out everywhere."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from moeli.platform.access import services
from moeli.platform.access.confirming import confirmed
from moeli.platform.access.forms.proofs import PinForm
from moeli.platform.access.policy import signed_in
from moeli.platform.access.requests import HouseRequest
from moeli.platform.access.views.acting import actor
from moeli.platform.errors import MoeliError


@require_http_methods(["GET", "POST"])
@sensitive_post_parameters()
@signed_in()
@confirmed
def pin(request: HttpRequest) -> HttpResponse:
    """Set one's own PIN."""
    form = PinForm(request.POST or None)
    if form.is_valid():
        try:
            services.set_pin(actor=actor(request), pin=form.cleaned_data["pin"])
        except MoeliError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Your PIN is set."))
            return redirect("mfa_index")
    status = 400 if form.errors else 200
    return render(request, "access/pin.html", {"form": form}, status=status)


@require_POST
@signed_in()
def sign_out_everywhere(request: HouseRequest) -> HttpResponse:
    """End every session of hers, this one too."""
    services.end_sessions(actor=actor(request), person_id=request.user.id)
    logout(request)
    messages.success(request, _("You are signed out everywhere."))
    return redirect("account_login")
