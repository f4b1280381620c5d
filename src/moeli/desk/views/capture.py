"""The desk: a box for the zone, and what was decided here lately."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from moeli.crossings.errors import CrossingError
from moeli.crossings.services import open_inspection
from moeli.desk.forms import CaptureForm
from moeli.desk.presenters.capture import desk_page
from moeli.desk.selectors import desk_day
from moeli.desk.station import may_inspect, officer, station_of
from moeli.platform.access.policy import signed_in
from moeli.platform.errors import MoeliError

_DIRECTION = "desk.direction"
_REASON = "primary"


@require_http_methods(["GET", "POST"])
@signed_in("inspection.open")
def desk(request: HttpRequest) -> HttpResponse:
    """An empty box; posted, the way to the inspection, or the box again with what is wrong."""
    if request.method != "POST":
        chosen = {"direction": request.session.get(_DIRECTION, "entry")}
        return _page(request, CaptureForm(initial=chosen))
    form = CaptureForm(request.POST)
    if form.is_valid():
        request.session[_DIRECTION] = form.cleaned_data["direction"]
        try:
            return _opened(request, form)
        except MoeliError as error:
            if error.reason is not CrossingError.UNREADABLE:
                raise
            form.add_error("zone", str(error))
    return _page(request, form, status=400)


def _opened(request: HttpRequest, form: CaptureForm) -> HttpResponse:
    station, (direction, zone) = station_of(request), form.captured()
    inspection = open_inspection(
        actor=officer(request),
        place=station.place,
        desk=station.desk,
        direction=direction,
        zone=zone,
        reason=_REASON,
    )
    return redirect("inspection", inspection.id)


def _page(request: HttpRequest, form: CaptureForm, status: int = 200) -> HttpResponse:
    station = station_of(request)
    covered = may_inspect(officer(request), station)
    day, direction = desk_day(officer(request), station), str(form["direction"].value())
    page = desk_page(station, covered, day, direction, form.unread())
    return render(request, "moeli/desk/desk.html", {"form": form, "page": page}, status=status)
