"""One inspection: the document, what is known of it, and the decision."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from moeli.crossings import services
from moeli.desk.forms import DecisionForm
from moeli.desk.presenters.inspection import inspection_page
from moeli.desk.presenters.words import banner
from moeli.desk.selectors import console
from moeli.desk.station import officer
from moeli.platform.access.policy import signed_in
from moeli.platform.errors import MoeliError

_INCOMPLETE = _("Nothing was recorded, because the decision arrived incomplete. Choose it again.")


@require_GET
@signed_in("inspection.open")
def look(request: HttpRequest, inspection_id: UUID) -> HttpResponse:
    """The inspection, while it is open; afterwards only that it is over."""
    return _page(request, inspection_id)


@require_POST
@signed_in("decision.make")
def decide(request: HttpRequest, inspection_id: UUID) -> HttpResponse:
    """Record the decision and go back to an empty box, or say why nothing was recorded."""
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _page(request, inspection_id, str(_INCOMPLETE), 400)
    outcome, ground, key = form.decided()
    try:
        decision = services.decide(
            actor=officer(request),
            inspection_id=inspection_id,
            outcome=outcome,
            ground=ground,
            idempotency_key=key,
        )
    except MoeliError as error:
        if error.status not in {400, 409}:
            raise
        return _page(request, inspection_id, str(error), error.status)
    messages.success(request, banner(outcome, decision.decided_at))
    return redirect("desk")


def _page(
    request: HttpRequest, inspection_id: UUID, problem: str = "", status: int = 200
) -> HttpResponse:
    page = inspection_page(console(officer(request), inspection_id), problem)
    return render(request, "moeli/desk/inspection.html", {"page": page}, status=status)
