"""The list, and the search by an exact number (posted, so that no address ever holds it)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from moeli.platform.access.policy import signed_in
from moeli.screening import selectors
from moeli.screening.forms import DocumentForm
from moeli.screening.policies import EDITING, READING
from moeli.screening.presenters import entry_card
from moeli.screening.views.acting import actor


@require_http_methods(["GET", "POST"])
@signed_in(READING.action)
def document_list(request: HttpRequest) -> HttpResponse:
    """Entries that stand, or every entry of one exactly numbered document."""
    form = DocumentForm(request.POST if request.method == "POST" else None)
    searched = form.is_bound and form.is_valid()
    found = _search(request, form) if searched else selectors.entries(actor(request))
    shown = {
        "form": form,
        "searched": searched,
        "entries": [entry_card(each) for each in found],
        "full": not searched and len(found) == selectors.SHOWN,
        "may_edit": actor(request).may(EDITING.action),
    }
    status = 400 if form.errors else 200
    return render(request, "moeli/screening/document_list.html", shown, status=status)


def _search(request: HttpRequest, form: DocumentForm) -> tuple[selectors.ListedEntry, ...]:
    asked = form.cleaned_data
    return selectors.entries_of(actor(request), asked["issuing_state"], asked["document_number"])
