"""What belongs to a stay and is not in the zone: permits, the last stamp, answers."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from moeli.crossings.asked.services import ask_traveller
from moeli.crossings.declared.selectors import awaits_stamp
from moeli.crossings.declared.services import declare_stamp
from moeli.crossings.permits import services as permit_services
from moeli.crossings.permits.selectors import permits_page
from moeli.crossings.selectors import inspection_view
from moeli.desk.presenters.permits import permit_row
from moeli.desk.questions import questions_of
from moeli.desk.station import officer
from moeli.desk.stay_forms import ClassForm, PermitForm, QuestionsForm, StampForm, WithdrawForm
from moeli.platform.access.policy import signed_in
from moeli.platform.errors import MoeliError

_INCOMPLETE = _("Nothing was recorded, because the request arrived incomplete. Press again.")


@require_http_methods(["GET", "POST"])
@signed_in("permit.record")
def permits(request: HttpRequest, inspection_id: UUID) -> HttpResponse:
    """The permits of the document; posted, one more."""
    form = PermitForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            permit_services.record_permit(
                actor=officer(request), inspection_id=inspection_id, permit=form.seen()
            )
            return redirect("permits", inspection_id)
        except MoeliError as error:
            _refuse(form, error)
    return _permits(request, inspection_id, form)


@require_POST
@signed_in("permit.withdraw")
def withdraw(request: HttpRequest, inspection_id: UUID) -> HttpResponse:
    """End a permit."""
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(_INCOMPLETE))
        return redirect("permits", inspection_id)
    permit, because = form.ended()
    permit_services.withdraw_permit(actor=officer(request), permit_id=permit, because=because)
    return redirect("permits", inspection_id)


@require_http_methods(["GET", "POST"])
@signed_in("inspection.open")
def stamp(request: HttpRequest, inspection_id: UUID) -> HttpResponse:
    """The last stamp in the document; posted, back to the inspection."""
    form = StampForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            declare_stamp(actor=officer(request), inspection_id=inspection_id, stamp=form.seen())
            return redirect("inspection", inspection_id)
        except MoeliError as error:
            _refuse(form, error)
    if not awaits_stamp(officer(request), inspection_id):
        return redirect("inspection", inspection_id)
    shown = {"form": form, "inspection": inspection_id}
    return render(request, "moeli/desk/stamp.html", shown, status=_status(form))


@require_http_methods(["GET", "POST"])
@signed_in("inspection.open")
def questions(request: HttpRequest, inspection_id: UUID) -> HttpResponse:
    """What is asked of this class of traveller; posted, back to the inspection."""
    seen = inspection_view(officer(request), inspection_id)
    if seen.standing is None:
        return redirect("inspection", inspection_id)
    chosen = ClassForm(request.GET or None)
    traveller = chosen.chosen(seen.standing)
    rows, kept = questions_of(seen, traveller)
    form = QuestionsForm(
        request.POST if request.method == "POST" else None, rows=rows, initial=kept
    )
    if form.is_bound and form.is_valid():
        try:
            answers = form.answered(traveller)
            ask_traveller(actor=officer(request), inspection_id=inspection_id, answers=answers)
            return redirect("inspection", inspection_id)
        except MoeliError as error:
            _refuse(form, error)
    classes = ClassForm(initial={"traveller": traveller.value})
    shown = {"form": form, "classes": classes, "traveller": traveller, "inspection": inspection_id}
    return render(request, "moeli/desk/questions.html", shown, status=_status(form))


def _permits(request: HttpRequest, inspection_id: UUID, form: PermitForm) -> HttpResponse:
    page = permits_page(officer(request), inspection_id)
    if not page.open:
        return redirect("inspection", inspection_id)
    shown = {
        "form": form,
        "inspection": inspection_id,
        "rows": [permit_row(each) for each in page.rows],
    }
    return render(request, "moeli/desk/permits.html", shown, status=_status(form))


def _refuse(form: PermitForm | StampForm | QuestionsForm, error: MoeliError) -> None:
    """Say what the service refused; what is absent, or not a mistake of hers, goes on its way."""
    if error.status not in {400, 409}:
        raise error
    form.refuse(error)


def _status(form: PermitForm | StampForm | QuestionsForm) -> int:
    return 400 if form.errors else 200
