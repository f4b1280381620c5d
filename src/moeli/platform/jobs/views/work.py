"""What runs, how far it is; calling it off and trying it again."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from moeli.platform.access.policy import signed_in
from moeli.platform.errors import MoeliError
from moeli.platform.jobs import selectors, services
from moeli.platform.jobs.errors import JobError
from moeli.platform.jobs.policies import SEEING
from moeli.platform.jobs.presenters import job_card
from moeli.platform.jobs.views.acting import actor

_STOP_POLLING = 286  # htmx: take this answer and ask no more


@require_GET
@signed_in(SEEING.action)
def look(request: HttpRequest) -> HttpResponse:
    """The page; to a poll it answers the same, and says when nothing will change any more."""
    running = [job_card(each) for each in selectors.unfinished(actor(request))]
    ended = [job_card(each) for each in selectors.ended(actor(request))]
    over = bool(request.headers.get("HX-Request")) and not running
    shown = {"running": running, "ended": ended, "polled": [each.id for each in running]}
    status = _STOP_POLLING if over else 200
    return render(request, "moeli/jobs/work.html", shown, status=status)


@require_POST
@signed_in(SEEING.action)
def cancel(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Call a job off; when it has just ended, say so on the page."""
    try:
        services.cancel(actor=actor(request), job_id=job_id)
    except MoeliError as error:
        return _told(request, error)
    messages.success(request, _("Cancelled. What runs ends after its present step."))
    return redirect("work")


@require_POST
@signed_in(SEEING.action)
def retry(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Try a job again; when it runs already, say so on the page."""
    try:
        services.retry(actor=actor(request), job_id=job_id)
    except MoeliError as error:
        return _told(request, error)
    messages.success(request, _("It is tried again from where it stopped."))
    return redirect("work")


def _told(request: HttpRequest, error: MoeliError) -> HttpResponse:
    """Somebody was faster: the page as it stands now, and the sentence. Else the error's page."""
    if not isinstance(error.reason, JobError):
        raise error
    messages.warning(request, str(error))
    return redirect("work")
