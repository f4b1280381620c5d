"""Standing consent to a minor's journeys: seen, recorded, ended."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from moeli.crossings.consents import services
from moeli.crossings.consents.selectors import consents_page
from moeli.desk.consent_forms import ConsentForm, WithdrawConsentForm
from moeli.desk.presenters.consents import consent_row
from moeli.desk.station import officer
from moeli.platform.access.policy import signed_in
from moeli.platform.errors import MoeliError

_INCOMPLETE = _("Nothing was recorded, because the request arrived incomplete. Press again.")


@require_http_methods(["GET", "POST"])
@signed_in("consent.record")
def consents(request: HttpRequest, inspection_id: UUID) -> HttpResponse:
    """The standing consents; posted, one more."""
    form = ConsentForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            services.record_consent(
                actor=officer(request), inspection_id=inspection_id, consent=form.seen()
            )
            return redirect("consents", inspection_id)
        except MoeliError as error:
            if error.status not in {400, 409}:
                raise
            form.refuse(error)
    page = consents_page(officer(request), inspection_id)
    if not page.open:
        return redirect("inspection", inspection_id)
    shown = {
        "form": form,
        "inspection": inspection_id,
        "rows": [consent_row(each) for each in page.rows],
    }
    return render(request, "moeli/desk/consents.html", shown, status=400 if form.errors else 200)


@require_POST
@signed_in("consent.withdraw")
def withdraw(request: HttpRequest, inspection_id: UUID) -> HttpResponse:
    """End a consent."""
    form = WithdrawConsentForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(_INCOMPLETE))
        return redirect("consents", inspection_id)
    consent, because = form.ended()
    services.withdraw_consent(actor=officer(request), consent_id=consent, because=because)
    return redirect("consents", inspection_id)
