"""One inspection: the document, what is known of it, and the decision."""

from uuid import UUID

from django.contrib import messages
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from moeli.crossings import services
from moeli.crossings.outcomes import Outcome
from moeli.desk.commuters import chosen
from moeli.desk.forms import DecisionForm
from moeli.desk.presenters.inspection import inspection_page
from moeli.desk.presenters.words import banner
from moeli.desk.selectors import console
from moeli.desk.station import officer
from moeli.desk.views.capture import NOT_WRITTEN, empty_or_begun
from moeli.platform.access.policy import signed_in
from moeli.platform.errors import MoeliError

_UNAVAILABLE = 503
_INCOMPLETE = _("Nothing was recorded, because the decision arrived incomplete. Choose it again.")


@require_GET
@signed_in("inspection.open")
def look(request: HttpRequest, inspection_id: UUID) -> HttpResponse:
    """The inspection, while it is open; afterwards only that it is over."""
    return _page(request, inspection_id)


@require_http_methods(["GET", "POST"])
@signed_in("decision.make")
def decide(request: HttpRequest, inspection_id: UUID) -> HttpResponse:
    """Record the decision and go back to an empty box, or say why nothing was recorded.

    On the commuters' way the answer is that box itself. It stands at this address then, so that
    asking for it again (a reload, another language) leads to the desk.
    """
    if request.method != "POST":
        return redirect("desk")
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _page(request, inspection_id, str(_INCOMPLETE), 400)
    outcome, ground, screening, key = form.decided()
    try:
        decision = services.decide(
            actor=officer(request),
            inspection_id=inspection_id,
            outcome=outcome,
            ground=ground,
            screening=screening,
            idempotency_key=key,
        )
    except MoeliError as error:
        if error.status not in {400, 409}:
            raise
        return _page(request, inspection_id, str(error), error.status)
    except DatabaseError:
        return _page(request, inspection_id, str(NOT_WRITTEN), _UNAVAILABLE)
    messages.success(request, banner(outcome, decision.decided_at))
    if outcome is Outcome.REFUSED:
        return redirect("refusal", decision.id)
    return empty_or_begun(request) if chosen(request) else redirect("desk")


def _page(
    request: HttpRequest, inspection_id: UUID, problem: str = "", status: int = 200
) -> HttpResponse:
    page = inspection_page(
        console(officer(request), inspection_id), problem, commuters=chosen(request)
    )
    return render(request, "moeli/desk/inspection.html", {"page": page}, status=status)
