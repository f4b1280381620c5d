"""The desk: a box for the zone, and what was decided here lately."""

from uuid import UUID

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from moeli.crossings.errors import CrossingError
from moeli.crossings.services import open_inspection
from moeli.desk.commuters import chosen
from moeli.desk.forms import CaptureForm
from moeli.desk.presenters.capture import desk_page
from moeli.desk.selectors import desk_day
from moeli.desk.station import may_inspect, officer, remember_way, remembered_way, station_of
from moeli.desk.unfinished import emptied, opened, unfinished
from moeli.documents.services import Desk, Said, inspect_picture
from moeli.platform.access.policy import signed_in
from moeli.platform.errors import MoeliError

NOT_WRITTEN = _(
    "Moeli cannot write to its records now. Nothing was recorded, and what you entered is still "
    "here. Try again; if it stays so, tell a supervisor."
)
_REASON = "primary"


@require_http_methods(["GET", "POST"])
@signed_in("inspection.open")
def desk(request: HttpRequest) -> HttpResponse:
    """An empty box; posted, the way to the inspection, or the box again with what is wrong."""
    if request.method != "POST":
        return empty_or_begun(request)
    form = CaptureForm(request.POST)
    if form.is_valid():
        remember_way(request, form.cleaned_data["direction"])
        try:
            return _opened(request, form)
        except MoeliError as error:
            if error.reason is not CrossingError.UNREADABLE:
                raise
            form.add_error("zone", str(error))
        except DatabaseError:
            form.add_error("zone", str(NOT_WRITTEN))
            return _page(request, form, status=503)
    return _page(request, form, status=400)


def empty_or_begun(request: HttpRequest) -> HttpResponse:
    """The box, with what she had begun in it; also the answer to a commuter's decision."""
    if "empty" in request.GET:
        emptied(request)
    begun = unfinished(request)
    direction = begun.direction or remembered_way(request)
    form = CaptureForm(initial={"direction": direction, "zone": begun.zone})
    return _page(request, form, begun=begun.inspection)


def _opened(request: HttpRequest, form: CaptureForm) -> HttpResponse:
    """The picture says for itself how its zone came; whatever the page says of it is not asked."""
    station, (direction, zone) = station_of(request), form.captured()
    picture: UUID | None = form.cleaned_data["picture"]
    if picture:
        inspection = inspect_picture(
            actor=officer(request),
            desk=Desk(station.place, station.desk),
            direction=direction,
            picture_id=picture,
            said=Said(lines=zone),
        )
    else:
        inspection = open_inspection(
            actor=officer(request),
            place=station.place,
            desk=station.desk,
            direction=direction,
            zone=zone,
            reason=_REASON,
            capture=form.capture(),
        )
    opened(request, inspection)
    return redirect("inspection", inspection.id)


def _page(
    request: HttpRequest, form: CaptureForm, status: int = 200, begun: UUID | None = None
) -> HttpResponse:
    station = station_of(request)
    covered = may_inspect(officer(request), station)
    day, direction = desk_day(officer(request), station), str(form["direction"].value())
    corrects = officer(request).may("decision.correct", station.place)
    page = desk_page(station, covered, day, direction, form.unread(), corrects)
    shown = {"form": form, "page": page, "begun": begun, "commuters": chosen(request)}
    return render(request, "moeli/desk/desk.html", shown, status=status)
