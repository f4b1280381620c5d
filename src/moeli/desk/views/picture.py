"""Pictures of documents at the desk: the camera's frames, a file, the scanner's folder."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from moeli.desk.picture_forms import CompareForm, FileForm
from moeli.desk.presenters.picture import ADVICE, compare_page, take_page
from moeli.desk.presenters.picture_findings import Typed
from moeli.desk.station import (
    may_inspect,
    officer,
    remember_way,
    remembered_way,
    station_of,
)
from moeli.desk.steps import named, onward
from moeli.desk.unfinished import opened
from moeli.documents import selectors, services
from moeli.documents.errors import DocumentError
from moeli.documents.services import Desk, Look
from moeli.platform.access.middleware import POLLED
from moeli.platform.access.policy import signed_in
from moeli.platform.blobs.errors import PictureError
from moeli.platform.errors import MoeliError, absent
from moeli.platform.ui.security import WITH_CAMERA

_GIVES_WAY = {400, 409, 413, 415, 422, 503, 507}  # the desk says why, and goes on by hand


@require_GET
@signed_in("picture.take")
def take(request: HttpRequest) -> HttpResponse:
    """The camera, a file to choose, what the scanner left; to a poll, the same again."""
    if POLLED not in request.headers:
        services.make_ready()
    return _take_page(request, FileForm())


@require_POST
@signed_in("picture.take")
def frame(request: HttpRequest) -> HttpResponse:
    """One frame, as bytes: what would help, or the zone and the picture that was kept."""
    try:
        data = request.body
    except RequestDataTooBig:
        return _stopped(MoeliError(DocumentError.FRAME_TOO_LARGE))
    try:
        look = services.look_at_frame(
            actor=officer(request),
            desk=_desk(request),
            data=data,
            doubtful=request.headers.get("Moeli-Doubtful") == "yes",
        )
    except MoeliError as error:
        return _stopped(error)
    return JsonResponse(_answer(request, look))


@require_POST
@signed_in("picture.take")
def file(request: HttpRequest) -> HttpResponse:
    """A picture that was chosen, dropped or taken as it is: kept, then compared."""
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _take_page(request, form, 400)
    try:
        picture = services.keep_file(
            actor=officer(request), desk=_desk(request), data=form.cleaned_data["picture"].read()
        )
    except MoeliError as error:
        if error.status not in _GIVES_WAY:
            raise
        form.add_error("picture", str(error))
        return _take_page(request, form, error.status)
    return redirect(_next("picture_compare", request, picture.id))


@require_POST
@signed_in("picture.take")
def scanner(request: HttpRequest) -> HttpResponse:
    """Look into the scanner's folder at once."""
    taken = services.take_scans(actor=officer(request), desk=_desk(request))
    said = ngettext(
        "%(n)d picture from the scanner.", "%(n)d pictures from the scanner.", taken.kept
    )
    messages.info(request, said % {"n": taken.kept})
    for reason in taken.refused:
        messages.warning(request, reason)
    return redirect(_next("picture", request))


@require_http_methods(["GET", "POST"])
@signed_in("picture.take")
def compare(request: HttpRequest, picture_id: UUID) -> HttpResponse:
    """Zone, page and correction side by side; posted, the inspection or the comparison anew."""
    if request.method != "POST":
        return _compare_page(request, picture_id, CompareForm(), None)
    form = CompareForm(request.POST)
    if not form.is_valid():
        return _compare_page(request, picture_id, form, None, status=400)
    if "compare" in request.POST:
        typed = Typed(form.cleaned_data["number"], form.cleaned_data["name"])
        return _compare_page(request, picture_id, form, typed)
    return _inspected(request, picture_id, form)


def _inspected(request: HttpRequest, picture_id: UUID, form: CompareForm) -> HttpResponse:
    try:
        return _begun(request, picture_id, form)
    except MoeliError as error:
        if error.status not in {400, 409}:
            raise
        if error.reason is DocumentError.STALE:
            messages.warning(request, str(error))
            return redirect(_next("picture", request))
        return _compare_page(request, picture_id, form, None, str(error), error.status)


def _begun(request: HttpRequest, picture_id: UUID, form: CompareForm) -> HttpResponse:
    desk, party = _desk(request), named(request, "party")
    if party:
        services.picture_into_party(
            actor=officer(request),
            place=desk.place,
            party_id=party,
            picture_id=picture_id,
            said=form.said(),
        )
        return redirect("party", party)
    inspection = services.inspect_picture(
        actor=officer(request),
        desk=desk,
        direction=form.way(),
        picture_id=picture_id,
        said=form.said(),
    )
    remember_way(request, form.way().value)
    opened(request, inspection)
    return redirect("inspection", inspection.id)


def _answer(request: HttpRequest, look: Look) -> dict[str, Any]:
    told: dict[str, Any] = {"advice": look.advice.value, "say": str(ADVICE[look.advice])}
    if look.picture and look.reading:
        told["picture"] = str(look.picture.id)
        if look.reading.beyond_doubt:
            told["zone"] = "\n".join(look.reading.lines)
        else:
            told["go"] = _next("picture_compare", request, look.picture.id)
    return told


def _stopped(error: MoeliError) -> JsonResponse:
    """A sentence for the person; a covered lens and a busy reader do not stop the camera."""
    goes_on = error.reason in {DocumentError.BUSY, PictureError.BLACK}
    status = 200 if goes_on else error.status
    return JsonResponse({"say": str(error), "stop": not goes_on}, status=status)


def _next(name: str, request: HttpRequest, *ids: UUID) -> str:
    return reverse(name, args=ids) + onward(named(request, "party"))


def _desk(request: HttpRequest) -> Desk:
    station = station_of(request)
    if not may_inspect(officer(request), station):
        raise absent()
    return Desk(station.place, station.desk)


def _steps(request: HttpRequest) -> dict[str, Any]:
    party = named(request, "party")
    return {"party": party, "steps": onward(party)}


def _take_page(request: HttpRequest, form: FileForm, status: int = 200) -> HttpResponse:
    desk = _desk(request)
    scans = selectors.waiting_scans(officer(request), desk.place, desk.name)
    watched = settings.MOELI_SCANNER_FOLDER is not None
    page = take_page(scans, remembered_way(request), watched=watched)
    shown = {"form": form, "page": page, **_steps(request)}
    response = render(request, "moeli/desk/picture.html", shown, status=status)
    response["Permissions-Policy"] = WITH_CAMERA
    return response


def _compare_page(
    request: HttpRequest,
    picture_id: UUID,
    form: CompareForm,
    typed: Typed | None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    seen = selectors.picture_view(officer(request), _desk(request).place, picture_id)
    answers = form.answers() if form.is_bound else {}
    lines = form.data.get("lines", "") if form.is_bound else ""
    way = form["direction"].value() or remembered_way(request)
    page = compare_page(seen, way, typed, lines, answers, problem)
    shown = {"form": form, "page": page, **_steps(request)}
    return render(request, "moeli/desk/picture_compare.html", shown, status=status)
