"""Gate slips: issued at the desk, used at the lane. A code is posted; no address ever holds it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from moeli.crossings.slips import selectors, services
from moeli.crossings.slips.errors import SlipError
from moeli.desk.presenters.slip import lane_slip, printed_slip
from moeli.desk.slip_forms import CodeForm, IssueForm, UseForm
from moeli.desk.station import officer, station_of
from moeli.platform.access.policy import signed_in
from moeli.platform.errors import MoeliError


@require_http_methods(["GET", "POST"])
@signed_in("gate_slip.issue")
def issue(request: HttpRequest) -> HttpResponse:
    """The form; posted, the slip to be printed, once."""
    form = IssueForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            return _issued(request, form)
        except MoeliError as error:
            form.refuse(error)
            return _form(request, form, error.status)
    return _form(request, form, 400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@signed_in("gate_slip.use")
def lane(request: HttpRequest) -> HttpResponse:
    """A box for the code; then the slip and how many are aboard; then the box again."""
    if "aboard" in request.POST:
        return _counted(request)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        return _seen(request, form.cleaned_data["code"])
    return _lane(request, form, 400 if form.errors else 200)


def _issued(request: HttpRequest, form: IssueForm) -> HttpResponse:
    station, (slip, key) = station_of(request), form.asked()
    issued = services.issue_gate_slip(
        actor=officer(request),
        place=station.place,
        desk=station.desk,
        slip=slip,
        idempotency_key=key,
    )
    return render(request, "moeli/desk/slip.html", {"slip": printed_slip(issued, station)})


def _form(request: HttpRequest, form: IssueForm, status: int) -> HttpResponse:
    shown = {"form": form, "station": station_of(request)}
    return render(request, "moeli/desk/slip_issue.html", shown, status=status)


def _seen(request: HttpRequest, code: str) -> HttpResponse:
    try:
        return _count(request, code, UseForm(initial={"code": code}), 200)
    except MoeliError as error:
        return _said(request, error)


def _counted(request: HttpRequest) -> HttpResponse:
    form, station = UseForm(request.POST), station_of(request)
    code = str(request.POST.get("code", ""))[:60]
    try:
        if not form.is_valid():
            return _count(request, code, form, 400)
        used = services.use_gate_slip(
            actor=officer(request),
            place=station.place,
            code=code,
            aboard=form.cleaned_data["aboard"],
        )
    except MoeliError as error:
        return _said(request, error)
    messages.success(request, _sentence(used.aboard or 0))
    return redirect("slip_lane")


def _count(request: HttpRequest, code: str, form: UseForm, status: int) -> HttpResponse:
    seen = selectors.slip_of_code(officer(request), station_of(request).place, code)
    shown = {"form": form, "slip": lane_slip(seen)}
    return render(request, "moeli/desk/slip_count.html", shown, status=status)


def _said(request: HttpRequest, error: MoeliError) -> HttpResponse:
    if not isinstance(error.reason, SlipError):
        raise error
    form = CodeForm({"code": " "})  # the box is emptied: the next slip is scanned into it
    form.errors["code"] = form.error_class([str(error)])
    return _lane(request, form, error.status)


def _lane(request: HttpRequest, form: CodeForm, status: int) -> HttpResponse:
    station = station_of(request)
    day = selectors.slip_day(officer(request), station.place)
    shown = {"form": form, "station": station, "day": day}
    return render(request, "moeli/desk/slip_lane.html", shown, status=status)


def _sentence(aboard: int) -> str:
    told = ngettext(
        "%(count)d person aboard. Recorded.", "%(count)d people aboard. Recorded.", aboard
    )
    return told % {"count": aboard}
