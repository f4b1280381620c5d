"""A person's badge, second factors and sessions, on her page."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from moeli.platform.access import services
from moeli.platform.access.confirming import confirmed
from moeli.platform.access.forms.accounts import BadgeForm
from moeli.platform.access.policies import PEOPLE
from moeli.platform.access.policy import signed_in
from moeli.platform.access.views.acting import actor
from moeli.platform.access.views.person import done, person_page
from moeli.platform.errors import MoeliError


@require_POST
@sensitive_post_parameters()
@signed_in(PEOPLE.action)
@confirmed
def give_badge(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Give her the badge just scanned."""
    form = BadgeForm(request.POST)
    if form.is_valid():
        number = form.cleaned_data["badge"]
        try:
            services.issue_badge(actor=actor(request), person_id=person_id, number=number)
        except MoeliError as error:
            form.refuse(error)
        else:
            return done(request, person_id, _("The badge is hers now."))
    return person_page(request, person_id, badge=form)


@require_POST
@signed_in(PEOPLE.action)
def revoke_badge(request: HttpRequest, person_id: UUID, badge_id: UUID) -> HttpResponse:
    """Let her badge open nothing any more."""
    services.revoke_badge(actor=actor(request), badge_id=badge_id)
    return done(request, person_id, _("The badge opens nothing any more."))


@require_POST
@signed_in(PEOPLE.action)
@confirmed
def remove_factors(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Take away the second factors that she lost."""
    services.remove_factors(actor=actor(request), person_id=person_id)
    return done(request, person_id, _("Her second factors are removed. She adds a new one."))


@require_POST
@signed_in(PEOPLE.action)
def sign_out(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """End all her sessions."""
    services.end_sessions(actor=actor(request), person_id=person_id)
    messages.success(request, _("She is signed out everywhere."))
    return redirect("person", person_id=person_id)
