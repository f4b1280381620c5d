"""What waits for her, what she asked, what was decided."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from moeli.platform.access.policy import signed_in
from moeli.platform.access.views.acting import actor
from moeli.platform.approvals import selectors
from moeli.platform.approvals.policies import READING
from moeli.platform.approvals.presenters import card


@require_GET
@signed_in(READING.action)
def approvals(request: HttpRequest) -> HttpResponse:
    """The three lists on one page."""
    person = actor(request)
    shown = {
        "waiting": [card(each) for each in selectors.waiting_for(person)],
        "asked": [card(each) for each in selectors.asked_by(person)],
        "decided": [card(each) for each in selectors.decided(person)],
    }
    return render(request, "moeli/approvals/approvals.html", shown)
