"""Entry by hand: for a damaged zone, a paper without one, somebody without a paper."""

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from moeli.crossings.services import open_by_hand
from moeli.desk.hand_forms import HandForm
from moeli.desk.station import (
    may_inspect,
    officer,
    remember_way,
    remembered_way,
    station_of,
)
from moeli.desk.unfinished import begun_by_hand, opened
from moeli.desk.views.capture import NOT_WRITTEN
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
            form.refuse(error)
        except DatabaseError:
            form.add_error(None, str(NOT_WRITTEN))
            return _page(request, form, status=_UNAVAILABLE)
    return _page(request, form, status=400)


def _opened(request: HttpRequest, form: HandForm) -> HttpResponse:
    station = station_of(request)
    inspection = open_by_hand(
        actor=officer(request),
        place=station.place,
        desk=station.desk,
        direction=form.way(),
        entered=form.entered(),
        reason=form.cleaned_data["reason"],
    )
    remember_way(request, form.way().value)
    opened(request, inspection)
    return redirect("inspection", inspection.id)


def _page(request: HttpRequest, form: HandForm, status: int = 200) -> HttpResponse:
    shown = {"form": form, "port": station_of(request).port_name}
    return render(request, "moeli/desk/by_hand.html", shown, status=status)
