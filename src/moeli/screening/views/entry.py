"""One entry: its particulars, its number when asked for, its withdrawal."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from moeli.platform.access.policy import signed_in
from moeli.platform.errors import MoeliError
from moeli.screening import selectors, services
from moeli.screening.forms import WithdrawalForm
from moeli.screening.policies import EDITING, READING
from moeli.screening.presenters import entry_card
from moeli.screening.selectors import ListedEntry
from moeli.screening.views.acting import actor


@require_GET
@signed_in(READING.action)
def look(request: HttpRequest, listed_id: UUID) -> HttpResponse:
    """The entry without its number."""
    return _page(request, selectors.entry(actor(request), listed_id), WithdrawalForm())


@require_POST
@signed_in(READING.action)
def number(request: HttpRequest, listed_id: UUID) -> HttpResponse:
    """The entry with its number: asking for it is what the journal records."""
    shown = selectors.entry_with_number(actor(request), listed_id)
    return _page(request, shown, WithdrawalForm())


@require_POST
@signed_in(EDITING.action)
def withdraw(request: HttpRequest, listed_id: UUID) -> HttpResponse:
    """End the entry; without a motive, the page says so."""
    form = WithdrawalForm(request.POST)
    if form.is_valid() and _withdrawn(request, listed_id, form):
        messages.success(request, _("The entry is withdrawn."))
        return redirect("document_list")
    return _page(request, selectors.entry(actor(request), listed_id), form)


def _withdrawn(request: HttpRequest, listed_id: UUID, form: WithdrawalForm) -> bool:
    motive = form.cleaned_data["motive"]
    try:
        services.withdraw_document(actor=actor(request), listed_id=listed_id, motive=motive)
    except MoeliError as error:
        form.refuse(error)
        return False
    return True


def _page(request: HttpRequest, entry: ListedEntry, form: WithdrawalForm) -> HttpResponse:
    shown = {"entry": entry_card(entry), "form": form}
    status = 400 if form.errors else 200
    return render(request, "moeli/screening/entry.html", shown, status=status)
