"""One account: its roles, closing, opening, unlocking."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from moeli.platform.access import selectors, services
from moeli.platform.access.confirming import confirmed
from moeli.platform.access.forms.accounts import BadgeForm, GrantForm, PasswordForPersonForm
from moeli.platform.access.policies import PEOPLE
from moeli.platform.access.policy import signed_in
from moeli.platform.access.presenters import grant_row, person_row
from moeli.platform.access.views.acting import actor
from moeli.platform.errors import MoeliError


@require_GET
@signed_in(PEOPLE.action)
def person(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The account's page."""
    return person_page(request, person_id)


@require_POST
@signed_in(PEOPLE.action)
@confirmed
def give_role(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Give a role."""
    agency = selectors.person(actor(request), person_id).agency
    form = GrantForm(request.POST, agency=agency)
    if not form.is_valid():
        return person_page(request, person_id, role=form)
    try:
        services.grant_role(actor=actor(request), person_id=person_id, **form.cleaned_data)
    except MoeliError as error:
        form.refuse(error)
        return person_page(request, person_id, role=form)
    return done(request, person_id, _("The role was given."))


@require_POST
@signed_in(PEOPLE.action)
@confirmed
def new_password(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Set a new password for a person who forgot hers."""
    form = PasswordForPersonForm(request.POST)
    if not form.is_valid():
        return person_page(request, person_id, password=form)
    password = form.cleaned_data["password"]
    try:
        services.set_password(actor=actor(request), person_id=person_id, password=password)
    except MoeliError as error:
        form.refuse(error)
        return person_page(request, person_id, password=form)
    return done(request, person_id, _("The new password is set. Her sessions have ended."))


@require_POST
@signed_in(PEOPLE.action)
def take_back(request: HttpRequest, person_id: UUID, grant_id: UUID) -> HttpResponse:
    """Take a role back."""
    services.revoke_grant(actor=actor(request), grant_id=grant_id)
    return done(request, person_id, _("The role was taken back."))


@require_POST
@signed_in(PEOPLE.action)
def close(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Close the account and end its sessions."""
    services.disable_person(actor=actor(request), person_id=person_id)
    return done(request, person_id, _("The account is closed and its sessions have ended."))


@require_POST
@signed_in(PEOPLE.action)
@confirmed
def reopen(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Open a closed account again."""
    services.enable_person(actor=actor(request), person_id=person_id)
    return done(request, person_id, _("The account is open again."))


@require_POST
@signed_in(PEOPLE.action)
def unlock(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Forget the failed sign-ins of the person at every booth."""
    services.unlock(actor=actor(request), person_id=person_id)
    return done(request, person_id, _("Failed sign-ins are forgotten: she can sign in now."))


def done(request: HttpRequest, person_id: UUID, sentence: str) -> HttpResponse:
    """Back to the person's page, with what was done."""
    messages.success(request, sentence)
    return redirect("person", person_id=person_id)


def person_page(
    request: HttpRequest,
    person_id: UUID,
    role: GrantForm | None = None,
    password: PasswordForPersonForm | None = None,
    badge: BadgeForm | None = None,
) -> HttpResponse:
    """The person's page, with the form that was refused."""
    found = selectors.person(actor(request), person_id)
    shown = {
        "person": person_row(found),
        "grants": [grant_row(each) for each in selectors.grants(actor(request), person_id)],
        "form": role or GrantForm(agency=found.agency),
        "password_form": password or PasswordForPersonForm(),
        "badge_form": badge or BadgeForm(),
        "badge": selectors.badge(actor(request), person_id),
        "second_factor": selectors.has_second_factor(actor(request), person_id),
        "own": actor(request).id == str(person_id),
    }
    status = 400 if role or password or badge else 200
    return render(request, "access/person.html", shown, status=status)
