"""Entry by hand: for a damaged zone, a paper without one, somebody without a paper."""

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from moeli.desk.hand_forms import HandForm
from moeli.desk.station import (
    may_inspect,
    officer,
    remember_way,
    remembered_way,
    station_of,
)
from moeli.desk.steps import named
from moeli.desk.unfinished import begun_by_hand, opened
from moeli.desk.views.capture import NOT_WRITTEN
from moeli.documents.errors import DocumentError
from moeli.documents.selectors import fresh_picture
from moeli.documents.services import Desk, inspect_by_hand
from moeli.platform.access.policy import signed_in
from moeli.platform.errors import MoeliError, absent

_UNAVAILABLE = 503


@require_http_methods(["GET", "POST"])
@signed_in("inspection.open")
def by_hand(request: HttpRequest) -> HttpResponse:
    """The form; posted, the way to the inspection, or the form again with what is wrong."""
    if not may_inspect(officer(request), station_of(request)):
        raise absent()
    if request.method != "POST":
        way = remembered_way(request)
        return _page(request, HandForm(initial={"direction": way, **begun_by_hand(request)}))
    form = HandForm(request.POST)
    if form.is_valid():
        try:
            return _opened(request, form)
        except MoeliError as error:
            if error.reason is DocumentError.STALE:
                form.add_error(None, str(error))
            else:
                form.refuse(error)
        except DatabaseError:
            form.add_error(None, str(NOT_WRITTEN))
            return _page(request, form, status=_UNAVAILABLE)
    return _page(request, form, status=400)


def _opened(request: HttpRequest, form: HandForm) -> HttpResponse:
    station = station_of(request)
    inspection = inspect_by_hand(
        actor=officer(request),
        desk=Desk(station.place, station.desk),
        direction=form.way(),
        entered=form.entered(),
        reason=form.cleaned_data["reason"],
        picture_id=form.cleaned_data["picture"],
    )
    remember_way(request, form.way().value)
    opened(request, inspection)
    return redirect("inspection", inspection.id)


def _page(request: HttpRequest, form: HandForm, status: int = 200) -> HttpResponse:
    station, picture = station_of(request), named(request, "picture")
    shown = {
        "form": form,
        "port": station.port_name,
        "picture": fresh_picture(officer(request), station.place, picture) if picture else None,
    }
    return render(request, "moeli/desk/by_hand.html", shown, status=status)
