"""Alarms about patterns at desks: the list, one of them opened, its answer."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from moeli.crossings.presence import selectors, services
from moeli.crossings.presence.policies import ANSWERING, SEEING
from moeli.desk.alarm_forms import AnswerForm
from moeli.desk.presenters.alarm import alarm_page, alarm_row
from moeli.desk.station import officer
from moeli.platform.access.policy import signed_in
from moeli.platform.errors import MoeliError


@require_GET
@signed_in(SEEING.action)
def alarms(request: HttpRequest) -> HttpResponse:
    """What waits for an answer, what is followed up, what was explained."""
    found = selectors.alarms(officer(request))
    shown = {
        "waiting": [alarm_row(each) for each in found.waiting],
        "followed_up": [alarm_row(each) for each in found.followed_up],
        "explained": [alarm_row(each) for each in found.explained],
    }
    return render(request, "moeli/desk/alarms.html", shown)


@require_GET
@signed_in(SEEING.action)
def look(request: HttpRequest, alarm_id: UUID) -> HttpResponse:
    """One alarm with what shows it; that it was opened is recorded first."""
    return _page(request, alarm_id, AnswerForm())


@require_POST
@signed_in(ANSWERING.action)
def answer(request: HttpRequest, alarm_id: UUID) -> HttpResponse:
    """Explained, or followed up."""
    form = AnswerForm(request.POST)
    if not form.is_valid() or not _answered(request, alarm_id, form):
        return _page(request, alarm_id, form, 400)
    messages.success(request, _("Your answer is recorded."))
    return redirect("alarms")


def _answered(request: HttpRequest, alarm_id: UUID, form: AnswerForm) -> bool:
    try:
        services.answer_alarm(actor=officer(request), alarm_id=alarm_id, **form.cleaned_data)
    except MoeliError as error:
        if error.status not in {400, 409}:
            raise
        form.refuse(error)
        return False
    return True


def _page(
    request: HttpRequest, alarm_id: UUID, form: AnswerForm, status: int = 200
) -> HttpResponse:
    page = alarm_page(selectors.alarm_view(officer(request), alarm_id))
    return render(request, "moeli/desk/alarm.html", {"page": page, "form": form}, status=status)
