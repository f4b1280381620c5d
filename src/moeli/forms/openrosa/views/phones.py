"""The phones that are let in; letting one in, and taking it back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from moeli.forms.openrosa import PREFIX, collect_settings, selectors, services
from moeli.forms.openrosa.page_forms import PhoneForm
from moeli.forms.openrosa.policies import PHONES
from moeli.forms.openrosa.presenters import phone_rows
from moeli.forms.openrosa.services import Issued
from moeli.platform.access.policy import signed_in
from moeli.platform.access.qr import qr_path
from moeli.platform.access.views.acting import actor
from moeli.platform.errors import MoeliError


@require_http_methods(["GET", "POST"])
@signed_in(PHONES.action)
def look(request: HttpRequest) -> HttpResponse:
    """All phones; a POST lets one in, whose code is shown in this answer and never again."""
    person = actor(request)
    form = PhoneForm(person, request.POST or None)
    if form.is_valid():
        try:
            issued = services.issue_phone(actor=person, **form.cleaned_data)
        except MoeliError as error:
            form.refuse(error)
        else:
            return _code(request, issued)
    shown = {"form": form, "rows": phone_rows(selectors.phones(person))}
    status = 400 if form.errors else 200
    return render(request, "moeli/openrosa/phones.html", shown, status=status)


@require_http_methods(["GET", "POST"])
@signed_in(PHONES.action)
def revoke(request: HttpRequest, phone_id: UUID) -> HttpResponse:
    """Ask; then let the phone in no longer."""
    person = actor(request)
    if request.method == "POST":
        services.revoke_phone(actor=person, phone_id=phone_id)
        messages.success(request, _("Taken back: the phone is let in no longer."))
        return redirect("phones")
    [row] = phone_rows([selectors.phone(person, phone_id)])
    return render(request, "moeli/openrosa/revoke.html", {"row": row})


def _code(request: HttpRequest, issued: Issued) -> HttpResponse:
    under = f"{PREFIX}key/{issued.token}" if issued.token else PREFIX.rstrip("/")
    server = request.build_absolute_uri(under)
    name = issued.phone.username if issued.password else ""
    told = collect_settings.settings(server, name, issued.password)
    shown = {
        "issued": issued,
        "server": server,
        "row": phone_rows([issued.phone])[0],
        "qr": qr_path(collect_settings.packed(told)),
    }
    return render(request, "moeli/openrosa/code.html", shown)
