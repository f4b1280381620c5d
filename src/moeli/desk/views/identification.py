"""A person without any document: asked, vouched for, confirmed by a second officer, decided."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from moeli.crossings.identification import rules, selectors, services
from moeli.crossings.identification.words import Word
from moeli.desk.identification_forms import AnswersForm, IdentifiedForm, VoucherForm, WordForm
from moeli.desk.presenters.identification import identification_page, waiting_row
from moeli.desk.presenters.words import banner
from moeli.desk.selectors import identified
from moeli.desk.station import may_inspect, officer, station_of
from moeli.platform import clock
from moeli.platform.access.policy import signed_in
from moeli.platform.errors import MoeliError

_INCOMPLETE = _("Nothing was recorded, because the request arrived incomplete. Press again.")


@require_http_methods(["GET", "POST"])
@signed_in("inspection.open")
def begin(request: HttpRequest) -> HttpResponse:
    """Who is being identified at this port, and the questions for somebody new."""
    form = AnswersForm(request.POST if request.method == "POST" else None)
    station = station_of(request)
    if form.is_bound and form.is_valid():
        direction, answers = form.told()
        try:
            begun = services.begin_identification(
                actor=officer(request),
                place=station.place,
                desk=station.desk,
                direction=direction,
                answers=answers,
            )
            return redirect("identification", begun.id)
        except MoeliError as error:
            if error.status not in {400, 409}:
                raise
            form.refuse(error)
    rows = selectors.waiting(officer(request), station.place)
    shown = {
        "form": form,
        "least": rules.answers_at_least(clock.today()),
        "station": station,
        "covered": may_inspect(officer(request), station),
        "waiting": [waiting_row(each) for each in rows],
    }
    status = 400 if form.errors else 200
    return render(request, "moeli/desk/identifications.html", shown, status=status)


@require_GET
@signed_in("inspection.open")
def look(request: HttpRequest, identification_id: UUID) -> HttpResponse:
    """One identification: what was said, who vouches, what may be done next."""
    return _page(request, identification_id)


@require_POST
@signed_in("inspection.open")
def voucher(request: HttpRequest, identification_id: UUID) -> HttpResponse:
    """Enter who vouches."""
    form = VoucherForm(request.POST)
    if not form.is_valid():
        return _page(request, identification_id, form, 400)
    try:
        services.vouch(
            actor=officer(request), identification_id=identification_id, voucher=form.seen()
        )
    except MoeliError as error:
        return _refused(request, identification_id, error)
    return redirect("identification", identification_id)


@require_POST
@signed_in("identification.confirm")
def word(request: HttpRequest, identification_id: UUID) -> HttpResponse:
    """The second officer's word."""
    form = WordForm(request.POST)
    if not form.is_valid():
        return _page(request, identification_id, status=400, problem=str(_INCOMPLETE))
    try:
        services.give_word(
            actor=officer(request),
            identification_id=identification_id,
            word=Word(form.cleaned_data["word"]),
        )
    except MoeliError as error:
        return _refused(request, identification_id, error)
    return redirect("identification", identification_id)


@require_POST
@signed_in("decision.make")
def decide(request: HttpRequest, identification_id: UUID) -> HttpResponse:
    """Record the decision and go back to the desk, or say why nothing was recorded."""
    form = IdentifiedForm(request.POST)
    if not form.is_valid():
        return _page(request, identification_id, status=400, problem=str(_INCOMPLETE))
    outcome, key = form.decided()
    try:
        decision = services.decide_identified(
            actor=officer(request),
            identification_id=identification_id,
            outcome=outcome,
            idempotency_key=key,
        )
    except MoeliError as error:
        return _refused(request, identification_id, error)
    messages.success(request, banner(outcome, decision.decided_at))
    return redirect("desk")


def _refused(request: HttpRequest, identification_id: UUID, error: MoeliError) -> HttpResponse:
    if error.status not in {400, 409}:
        raise error
    return _page(request, identification_id, status=error.status, problem=str(error))


def _page(
    request: HttpRequest,
    identification_id: UUID,
    form: VoucherForm | None = None,
    status: int = 200,
    problem: str = "",
) -> HttpResponse:
    seen = identified(officer(request), identification_id)
    shown = {
        "page": identification_page(seen),
        "form": form or VoucherForm(),
        "problem": problem,
    }
    return render(request, "moeli/desk/identification.html", shown, status=status)
