"""Sets who acts, and from which booth, once per request; and lets nothing past a locked page."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from moeli.platform import clock
from moeli.platform.access import drafts, rules, sessions
from moeli.platform.access.actor import ANONYMOUS, Actor
from moeli.platform.access.booths import booth_of
from moeli.platform.access.locking import lock
from moeli.platform.access.requests import HouseRequest
from moeli.platform.access.sessions import By, Standing
from moeli.platform.access.signing_on import actor_at
from moeli.platform.access.views.lock import lock_page
from moeli.platform.errors import MoeliError

_OPEN_WHILE_LOCKED = {"lock", "unlock", "relief", "relief_key", "account_logout", "language"}
_OPEN_WITHOUT_FACTOR = {"language", "sign_out_everywhere", "awake"}
_EARLIER = 2  # seconds before the server's lock the page locks itself, its work still kept
POLLED = "Moeli-Polled"  # of a page that looks by itself: nobody sits there because of it
_NO_FIELDS = {"csrfmiddlewaretoken", "draft"}


class ActorMiddleware:
    """Gives each request `actor` (ANONYMOUS when nobody acts), `booth` (or None), `standing`.

    A session that is over ends here. While a page is locked, `actor` is nobody and `locked_actor`
    is whose page it is.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HouseRequest) -> HttpResponseBase:
        now, request.booth = clock.now(), booth_of(request)
        request.actor, request.locked_actor = ANONYMOUS, None
        request.standing, request.needs_second_factor = None, False
        if request.user.is_authenticated:
            at = sessions.standing(request.session)
            actor = actor_at(request.user, at, now, request.booth)
            if at is None or actor is None:
                _end(request)
            else:
                _stand(request, actor, at)
        return self.get_response(request)


class LockMiddleware:
    """Answers every request to a locked page with the lock, and leads to the second factor.

    As `process_view`, so that a forged form has been refused before.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HouseRequest, _view: object, _args: object, _kwargs: object
    ) -> HttpResponse | None:
        """The lock page, the way to the second factor, or None to go on."""
        match = request.resolver_match
        name = (match.url_name if match else "") or ""
        if request.locked_actor:
            _keep_what_was_sent(request)
            return None if name in _OPEN_WHILE_LOCKED else lock_page(request)
        if _lacks_factor(request) and not name.startswith(("mfa_", "account_")):
            return None if name in _OPEN_WITHOUT_FACTOR else redirect("mfa_index")
        return None


def _stand(request: HouseRequest, actor: Actor, at: Standing) -> None:
    now = clock.now()
    request.standing = at
    if at.locked or at.idle(now):
        request.locked_actor = actor
        if not at.locked:
            lock(request, actor)
        return
    if POLLED not in request.headers:
        sessions.note(request.session, at, now)
    request.actor = actor
    day = clock.legal_day(now)
    held = (scope.role for scope in actor.grants)
    request.needs_second_factor = rules.second_factor_needed(held, day)
    request.idle_seconds = max(1, int(rules.idle_time(day).total_seconds()) - _EARLIER)


def _end(request: HouseRequest) -> None:
    logout(request)
    messages.info(request, _("Your time here is over. Sign in again; what you began is kept."))


def _lacks_factor(request: HouseRequest) -> bool:
    at: Standing | None = request.standing
    return bool(request.needs_second_factor and at and at.by is By.PASSWORD)


def _keep_what_was_sent(request: HouseRequest) -> None:
    """Work that was sent a moment too late comes back after unlocking."""
    page, owner = request.POST.get("draft", ""), request.locked_actor
    if not page or owner is None:
        return
    fields = drafts.fields_in(request.POST.get("fields", ""))  # told by the script of the page
    if fields is None:
        sent = request.POST.items()
        fields = {name: str(value) for name, value in sent if name not in _NO_FIELDS}
    try:
        drafts.keep(actor=owner, booth=request.booth, page=page[:60], fields=fields)
    except MoeliError:
        return  # too long to be kept: what she typed before it was
