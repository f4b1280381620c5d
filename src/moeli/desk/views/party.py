"""Parties: begun, scanned one after the other, decided with one key, one picked out."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from moeli.crossings.errors import CrossingError
from moeli.crossings.outcomes import Direction
from moeli.crossings.parties import selectors, services
from moeli.crossings.parties.errors import PartyError
from moeli.crossings.parties.minors import accompany_all
from moeli.crossings.parties.papers import take_back
from moeli.crossings.parties.parents import take_back_presence
from moeli.crossings.vehicles.selectors import cars_without_slip
from moeli.desk import parties
from moeli.desk.party_forms import INCOMPLETE, BeginForm, CompanionsForm, KeyForm, ScanForm
from moeli.desk.presenters.party import decided_sentence, direction_label, party_page
from moeli.desk.station import officer, station_of
from moeli.desk.unfinished import scans_waiting
from moeli.documents.services import Said, picture_into_party
from moeli.platform.access.policy import signed_in
from moeli.platform.errors import MoeliError

PARTS = "X-Moeli-Parts"  # the page that asks stands already and draws anew only what changed
AGAIN = "X-Moeli-Again"  # it may be in the party: it was sent before, and no answer came


@require_http_methods(["GET", "POST"])
@signed_in("inspection.open")
def begin(request: HttpRequest) -> HttpResponse:
    """The parties that wait here, and a new one."""
    form = BeginForm(request.POST if request.method == "POST" else None)
    station = station_of(request)
    if form.is_bound and form.is_valid():
        try:
            begun = _begun(request, form)
            if PARTS in request.headers:
                request.path = reverse("party", args=(begun,))  # whose page it is, to come back to
                return _whole(request, begun, _shown(request, begun, ScanForm()))
            return redirect("party", begun)
        except MoeliError as error:
            if error.reason is not CrossingError.UNREADABLE:
                raise
            form.add_error("zone", str(error))
    stand = [
        (each, direction_label(each.direction))
        for each in selectors.open_parties(officer(request), station.place, station.desk)
    ]
    shown = {
        "form": form,
        "station": station,
        "open": stand,
        "waiting": scans_waiting(request),
        "cars": cars_without_slip(officer(request), station.place),
    }
    status = 400 if form.errors and PARTS not in request.headers else 200
    return render(request, "moeli/desk/parties.html", shown, status=status)


def _begun(request: HttpRequest, form: BeginForm) -> UUID:
    station, first = station_of(request), form.first()
    begin = partial(services.begin_with, first=first) if first else services.begin_party
    begun = begin(
        actor=officer(request),
        place=station.place,
        desk=station.desk,
        direction=Direction(form.cleaned_data["direction"]),
        key=form.cleaned_data["key"],
    )
    return begun.id


@require_http_methods(["GET", "POST"])
@signed_in("inspection.open")
def party(request: HttpRequest, party_id: UUID) -> HttpResponse:
    """The party with its scan box; posted, the next document is in it or the page says why not."""
    if request.method != "POST":
        return _page(request, party_id, ScanForm())
    form = ScanForm(request.POST)
    if form.is_valid():
        try:
            _scan(request, party_id, form)
        except MoeliError as error:
            there = error.reason is PartyError.TWICE
            if there and AGAIN in request.headers:
                return _page(request, party_id, ScanForm())
            return _unrecorded(request, party_id, error, None if there else form)
        if PARTS in request.headers:
            return _page(request, party_id, ScanForm())
        return redirect("party", party_id)
    return _page(request, party_id, form, str(form.errors["zone"][0]), 400)


def _scan(request: HttpRequest, party_id: UUID, form: ScanForm) -> None:
    """The picture says for itself how its zone came; whatever the page says is not asked."""
    picture: UUID | None = form.cleaned_data["picture"]
    zone = form.cleaned_data["zone"]
    if picture:
        picture_into_party(
            actor=officer(request),
            place=station_of(request).place,
            party_id=party_id,
            picture_id=picture,
            said=Said(lines=zone),
        )
    else:
        services.scan_into_party(
            actor=officer(request), party_id=party_id, zone=zone, capture=form.capture()
        )


@require_POST
@signed_in("decision.make")
def admit(request: HttpRequest, party_id: UUID) -> HttpResponse:
    """Decide everybody who is ready, and say who is left; a car of theirs is next."""
    form = KeyForm(request.POST)
    if not form.is_valid():
        return _page(request, party_id, ScanForm(), str(INCOMPLETE), 400)
    try:
        done = parties.admit(
            actor=officer(request),
            place=station_of(request).place,
            party_id=party_id,
            idempotency_key=form.cleaned_data["key"],
        )
    except MoeliError as error:
        return _unrecorded(request, party_id, error)
    messages.success(request, decided_sentence(done))
    if done.held:
        return redirect("party", party_id)
    waiting = cars_without_slip(officer(request), station_of(request).place)
    if party_id in {each.party for each in waiting}:
        return redirect("party_vehicles", party_id)
    return redirect("parties")


@require_POST
@signed_in("inspection.open")
def pick_out(request: HttpRequest, party_id: UUID, member_id: UUID) -> HttpResponse:
    """Leave one member to be looked at singly."""
    return _done(
        request,
        party_id,
        lambda: services.pick_out(actor=officer(request), party_id=party_id, member_id=member_id),
    )


@require_POST
@signed_in("inspection.open")
def companions(request: HttpRequest, party_id: UUID) -> HttpResponse:
    """Enter who goes with whom and which papers show the consent, all at once."""
    form = CompanionsForm(request.POST)
    if not form.is_valid():
        return _page(request, party_id, ScanForm(), form.problem(), 400)
    return _done(
        request,
        party_id,
        lambda: accompany_all(actor=officer(request), party_id=party_id, companions=form.said),
    )


@require_POST
@signed_in("inspection.open")
def take_back_paper(request: HttpRequest, party_id: UUID, paper_id: UUID) -> HttpResponse:
    """Undo that a paper was seen; of whom it named nothing is said any more."""
    return _done(
        request,
        party_id,
        lambda: take_back(actor=officer(request), party_id=party_id, paper_id=paper_id),
    )


@require_POST
@signed_in("inspection.open")
def take_back_parents(
    request: HttpRequest, party_id: UUID, adult_id: UUID, other_id: UUID
) -> HttpResponse:
    """Undo that both parents are here; of their children nothing is said any more."""
    return _done(
        request,
        party_id,
        lambda: take_back_presence(
            actor=officer(request), party_id=party_id, adult_id=adult_id, other_id=other_id
        ),
    )


def _done(request: HttpRequest, party_id: UUID, act: Callable[[], object]) -> HttpResponse:
    try:
        act()
    except MoeliError as error:
        return _unrecorded(request, party_id, error)
    return redirect("party", party_id)


def _unrecorded(
    request: HttpRequest, party_id: UUID, error: MoeliError, kept: ScanForm | None = None
) -> HttpResponse:
    if error.status not in {400, 409}:
        raise error
    return _page(request, party_id, kept or ScanForm(), str(error), error.status)


def _page(
    request: HttpRequest, party_id: UUID, form: ScanForm, problem: str = "", status: int = 200
) -> HttpResponse:
    shown = _shown(request, party_id, form, problem)
    if PARTS in request.headers:  # a problem is drawn as well, and the page that stands is sound
        return render(request, "moeli/desk/party_parts.html", shown)
    return _whole(request, party_id, shown, status)


def _whole(
    request: HttpRequest, party_id: UUID, shown: dict[str, object], status: int = 200
) -> HttpResponse:
    shown["waiting"] = scans_waiting(request, party_id)
    return render(request, "moeli/desk/party.html", shown, status=status)


def _shown(
    request: HttpRequest, party_id: UUID, form: ScanForm, problem: str = ""
) -> dict[str, object]:
    seen = parties.console(officer(request), station_of(request).place, party_id)
    may_take = officer(request).may("picture.take", seen.place)
    page = party_page(seen, problem, request.POST)
    return {"form": form, "page": page, "may_take": may_take}
