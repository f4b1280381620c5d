"""Listing a document: type it, check it, list it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from moeli.platform.access.policy import signed_in
from moeli.platform.errors import MoeliError
from moeli.screening import services
from moeli.screening.forms import ListingForm
from moeli.screening.policies import EDITING
from moeli.screening.presenters import listing_card
from moeli.screening.views.acting import actor


@require_http_methods(["GET", "POST"])
@signed_in(EDITING.action)
def add(request: HttpRequest) -> HttpResponse:
    """The form; posted once, the page to check it; posted again confirmed, the entry."""
    form = ListingForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or "change" in request.POST:
        return _asked(request, form)
    if form.is_valid() and _taken(request, form):
        return _listed(request) if "confirmed" in request.POST else _to_check(request, form)
    return _asked(request, form, status=400)


def _taken(request: HttpRequest, form: ListingForm) -> bool:
    act = services.list_document if "confirmed" in request.POST else services.check_listing
    try:
        act(actor=actor(request), listing=form.listing())
    except MoeliError as error:
        form.refuse(error)
        return False
    return True


def _asked(request: HttpRequest, form: ListingForm, status: int = 200) -> HttpResponse:
    return render(request, "moeli/screening/add.html", {"form": form}, status=status)


def _to_check(request: HttpRequest, form: ListingForm) -> HttpResponse:
    shown = {"form": form, "listing": listing_card(form.listing())}
    return render(request, "moeli/screening/check.html", shown)


def _listed(request: HttpRequest) -> HttpResponse:
    messages.success(request, _("The document stands on the list."))
    return redirect("document_list")
