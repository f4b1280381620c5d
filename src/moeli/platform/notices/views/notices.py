"""What waits, taking it on, and what was taken on before."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from moeli.platform.access.policy import signed_in
from moeli.platform.errors import MoeliError
from moeli.platform.notices import selectors, services
from moeli.platform.notices.errors import NoticeError
from moeli.platform.notices.policies import READING
from moeli.platform.notices.presenters import notice_card
from moeli.platform.notices.views.acting import actor


@require_GET
@signed_in(READING.action)
def look(request: HttpRequest) -> HttpResponse:
    """The oldest first; below it what is over."""
    closed = selectors.closed(actor(request))
    names = selectors.names_of(closed)
    shown = {
        "waiting": [notice_card(each) for each in selectors.waiting(actor(request))],
        "closed": [notice_card(each, names) for each in closed],
    }
    return render(request, "moeli/notices/notices.html", shown)


@require_POST
@signed_in(READING.action)
def acknowledge(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """Take it on; when a colleague was faster, say so on the page."""
    try:
        services.acknowledge(actor=actor(request), notice_id=notice_id)
    except MoeliError as error:
        if error.reason is not NoticeError.ALREADY_CLOSED:
            raise
        messages.warning(request, str(error))
    else:
        messages.success(request, _("You have taken it on. Your colleagues see that."))
    return redirect("notices")
