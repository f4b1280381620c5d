"""Taking over an enrolled booth: badge or security key, and PIN."""

from datetime import datetime, timedelta

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from moeli.platform import clock, room
from moeli.platform.access import relief_keys, services
from moeli.platform.access.actor import Actor
from moeli.platform.access.errors import AccessError
from moeli.platform.access.forms.proofs import ReliefForm
from moeli.platform.access.requests import HouseRequest
from moeli.platform.access.services.pins import badge_hash
from moeli.platform.access.services.relief import Relief
from moeli.platform.access.sessions import standing
from moeli.platform.access.signing_on import actor_at, take_over
from moeli.platform.errors import MoeliError, absent

_SCANNED = "moeli.relief"  # the badge's keyed hash, between the scan and the PIN
_PATIENCE = timedelta(minutes=1)


@require_http_methods(["GET", "POST"])
@sensitive_post_parameters()
def relief(request: HouseRequest) -> HttpResponse:
    """Badge and PIN on one page; a scanner's Enter after the badge asks for the PIN alone."""
    _at_booth(request)
    if request.method != "POST":
        request.session.pop(_SCANNED, None)
        return _page(request, ReliefForm())
    badge, pin = _badge(request), request.POST.get("pin", "")
    if not pin:
        request.session[_SCANNED] = [badge.hex(), clock.now().isoformat()]
        return _page(request, ReliefForm(badge_known=True))
    request.session.pop(_SCANNED, None)
    try:
        found = services.relieve(actor=_there(request), booth=request.booth, badge=badge, pin=pin)
    except MoeliError as error:
        return _refused(request, error)
    return _taken_over(request, found)


@require_http_methods(["GET", "POST"])
@sensitive_post_parameters()
def relief_key(request: HouseRequest) -> HttpResponse:
    """GET: what the browser asks the key. POST: the key's answer and the PIN."""
    _at_booth(request)
    if request.method == "GET":
        return JsonResponse(relief_keys.challenge())
    try:
        person = relief_keys.owner(request.POST.get("credential", ""))
        if person is None:
            raise MoeliError(AccessError.NO_RELIEF)
        pin = request.POST.get("pin", "")
        found = services.relieve_by_key(
            actor=_there(request), booth=request.booth, person=person, pin=pin
        )
    except MoeliError as error:
        return _refused(request, error)
    return _taken_over(request, found)


def _at_booth(request: HouseRequest) -> None:
    if request.booth is None:
        raise absent()


def _there(request: HouseRequest) -> Actor:
    """Who is relieved: whoever is signed in, her page locked or not."""
    return request.locked_actor or request.actor


def _badge(request: HouseRequest) -> bytes:
    """The hash of the badge just typed, or of the one scanned a moment ago; b"" for neither."""
    typed = request.POST.get("badge", "")
    try:
        if typed:
            return badge_hash(typed)
        kept, at = request.session[_SCANNED]
        recent = timedelta(0) <= clock.now() - datetime.fromisoformat(at) < _PATIENCE
        return bytes.fromhex(kept) if recent else b""
    except (MoeliError, KeyError, ValueError):
        return b""


def _taken_over(request: HouseRequest, found: Relief) -> HttpResponse:
    if request.booth:
        take_over(request, request.booth, found)
    return redirect(_first_page(request))


def _first_page(request: HouseRequest) -> str:
    """Straight to her work: the first page of her menu."""
    hers = actor_at(request.user, standing(request.session), clock.now(), request.booth)
    return next((entry.url_name for entry in room.menu(hers)), "home") if hers else "home"


def _refused(request: HouseRequest, error: MoeliError) -> HttpResponse:
    form = ReliefForm({})
    form.errors  # noqa: B018 -- an empty form is judged, so that it can carry the sentence
    form.refuse(error)
    return _page(request, form, error.status)


def _page(request: HouseRequest, form: ReliefForm, status: int = 200) -> HttpResponse:
    known = "badge" not in form.fields
    return render(request, "access/relief.html", {"form": form, "known": known}, status=status)
