"""The cars of a party, questions to agencies about them, and the agencies' page to answer."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from moeli.crossings.vehicles import selectors, services
from moeli.crossings.vehicles.leaving import issue_slip_of_car
from moeli.desk.presenters.slip import party_sum, printed_slip
from moeli.desk.presenters.vehicle import task_row, vehicle_row
from moeli.desk.station import officer, station_of
from moeli.desk.task_forms import AnswerForm, LeaveForm, SendForm, VehicleForm
from moeli.platform.access.policy import signed_in
from moeli.platform.errors import MoeliError

_INCOMPLETE = _("Nothing was recorded, because the request arrived incomplete. Press again.")


@require_http_methods(["GET", "POST"])
@signed_in("task.send")
def vehicles(request: HttpRequest, party_id: UUID) -> HttpResponse:
    """The cars of a party; posted, one more."""
    form = VehicleForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            services.enter_vehicle(
                actor=officer(request), party_id=party_id, vehicle=form.entered()
            )
        except MoeliError as error:
            return _refused(request, party_id, form, error)
        return redirect("party_vehicles", party_id)
    return _page(request, party_id, form, 400 if form.errors else 200)


@require_POST
@signed_in("task.send")
def send(request: HttpRequest, party_id: UUID) -> HttpResponse:
    """Ask an agency about a car."""
    form = SendForm(request.POST)
    if not form.is_valid():
        return _said(request, party_id, str(_INCOMPLETE))
    try:
        services.send_task(
            actor=officer(request),
            vehicle_id=form.cleaned_data["vehicle"],
            agency=form.cleaned_data["agency"],
        )
    except MoeliError as error:
        return _refused(request, party_id, VehicleForm(), error)
    return redirect("party_vehicles", party_id)


@require_POST
@signed_in("gate_slip.issue")
def leave(request: HttpRequest, party_id: UUID) -> HttpResponse:
    """The gate slip of a car of the party, to be printed once."""
    form = LeaveForm(request.POST)
    if not form.is_valid():
        return _said(request, party_id, str(_INCOMPLETE))
    leaving, key = form.leaving()
    try:
        issued = issue_slip_of_car(actor=officer(request), leaving=leaving, idempotency_key=key)
    except MoeliError as error:
        return _refused(request, party_id, VehicleForm(), error)
    shown = {"slip": printed_slip(issued, station_of(request)), "party": party_id}
    return render(request, "moeli/desk/slip.html", shown)


@require_GET
@signed_in("task.answer")
def tasks(request: HttpRequest) -> HttpResponse:
    """What waits here for an answer of one's own agency."""
    station = station_of(request)
    waiting = selectors.waiting_tasks(officer(request), station.place)
    shown = {"tasks": [task_row(each) for each in waiting], "station": station}
    return render(request, "moeli/desk/tasks.html", shown)


@require_POST
@signed_in("task.answer")
def answer(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """Answer once; who was too late is told."""
    form = AnswerForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(_INCOMPLETE))
        return redirect("tasks")
    services.answer_task(
        actor=officer(request), task_id=task_id, answer=form.cleaned_data["answer"]
    )
    messages.success(request, str(_("The desk has your answer.")))
    return redirect("tasks")


def _refused(
    request: HttpRequest, party_id: UUID, form: VehicleForm, error: MoeliError
) -> HttpResponse:
    if error.status not in {400, 409}:
        raise error
    return _page(request, party_id, form, error.status, str(error))


def _said(request: HttpRequest, party_id: UUID, problem: str) -> HttpResponse:
    return _page(request, party_id, VehicleForm(), 400, problem)


def _page(
    request: HttpRequest, party_id: UUID, form: VehicleForm, status: int, problem: str = ""
) -> HttpResponse:
    seen = selectors.vehicles_page(officer(request), party_id)
    shown = {
        "form": form,
        "party": party_id,
        "problem": problem,
        "open": seen.open,
        "vehicles": [vehicle_row(each, seen.tally.left) for each in seen.vehicles],
        "members": seen.members,
        "through": seen.tally.through,
        "sum": party_sum(seen.tally),
        "may_leave": seen.tally.through and officer(request).may("gate_slip.issue"),
        "press": uuid4(),
    }
    return render(request, "moeli/desk/vehicles.html", shown, status=status)
