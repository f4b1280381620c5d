"""The lock of a page that was left alone, and opening it again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from moeli.platform import clock
from moeli.platform.access import services, sessions
from moeli.platform.access.errors import AccessError
from moeli.platform.access.forms.proofs import UnlockForm, password_and_code
from moeli.platform.access.locking import lock
from moeli.platform.access.requests import HouseRequest
from moeli.platform.errors import MoeliError

_LOCKED = 403


def lock_page(
    request: HouseRequest, form: UnlockForm | None = None, back: str = ""
) -> HttpResponse:
    """The one answer of a locked page: it says neither whose it is nor what stood there."""
    there = back or (request.path if request.method == "GET" else "")
    shown = {"form": form or UnlockForm(booth=request.booth), "back": there}
    return render(request, "access/locked.html", shown, status=_LOCKED)


@require_POST
def lock_now(request: HouseRequest) -> HttpResponse:
    """Lock at once, because she leaves or nothing was touched for long."""
    if not request.actor.is_anonymous:
        lock(request, request.actor)
    return redirect(_back(request))


@require_http_methods(["GET", "POST"])
@sensitive_post_parameters()
def unlock(request: HouseRequest) -> HttpResponse:
    """Go on where she was, by her PIN at a booth, or by password and code anywhere."""
    if not request.locked_actor:
        return redirect(_back(request))
    form = UnlockForm(request.POST or None, booth=request.booth)
    if form.is_valid():
        try:
            if _hers(request, form.cleaned_data):
                sessions.unlock(request.session, clock.now())
                messages.info(request, _("Unlocked. What you had begun is still here."))
                return redirect(_back(request))
            form.add_error(None, str(AccessError.WRONG_PROOF.sentence))
        except MoeliError as error:
            form.refuse(error)
    return lock_page(request, form, _back(request))


def _hers(request: HouseRequest, typed: dict[str, str]) -> bool:
    if typed.get("pin"):
        shift = request.standing.shift if request.standing else ""
        booth, person = request.booth, request.user
        return services.own_pin_right(booth=booth, person=person, pin=typed["pin"], shift=shift)
    if not typed["password"]:
        return False
    username = request.user.username
    found = password_and_code(request, username, typed["password"], typed["code"])
    if found is None:
        return False
    services.session_unlocked(booth=request.booth, person=found)
    return True


def _back(request: HttpRequest) -> str:
    back = request.POST.get("back", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
    return back if safe and back.startswith("/") else "/"
