"""The list of accounts, and opening one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from moeli.platform.access import selectors, services
from moeli.platform.access.forms.accounts import PersonForm
from moeli.platform.access.policies import PEOPLE
from moeli.platform.access.policy import signed_in
from moeli.platform.access.presenters import person_row
from moeli.platform.access.views.acting import actor
from moeli.platform.errors import MoeliError

_LONGEST = 60


@require_GET
@signed_in(PEOPLE.action)
def people(request: HttpRequest) -> HttpResponse:
    """Accounts by name; the search looks into names of our own staff only."""
    text = request.GET.get("q", "")[:_LONGEST]
    rows = [person_row(each) for each in selectors.people(actor(request), text)]
    shown = {"rows": rows, "text": text, "full": len(rows) == selectors.SHOWN}
    return render(request, "access/people.html", shown)


@require_http_methods(["GET", "POST"])
@signed_in(PEOPLE.action)
def add(request: HttpRequest) -> HttpResponse:
    """Open an account."""
    form = PersonForm(request.POST or None)
    if form.is_valid():
        try:
            added = services.add_person(actor=actor(request), **form.cleaned_data)
        except MoeliError as error:
            form.refuse(error)
        else:
            messages.success(request, _("The account is open. Now give it a role."))
            return redirect("person", person_id=added.id)
    status = 400 if form.errors else 200
    return render(request, "access/person_add.html", {"form": form}, status=status)
