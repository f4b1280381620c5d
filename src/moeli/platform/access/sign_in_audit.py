"""The one adapter between the sign-in libraries and the journal.

A failed sign-in names the account's id when the name exists, else nothing: never what was typed.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from allauth.account.authentication import get_authentication_records
from allauth.account.signals import password_changed
from allauth.mfa import signals as factors
from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import transaction
from django.http import HttpRequest

from moeli.platform import clock
from moeli.platform.access import sessions
from moeli.platform.access.actor import ANONYMOUS
from moeli.platform.access.models import User
from moeli.platform.access.sessions import By
from moeli.platform.journal.services import NewEntry, record

if TYPE_CHECKING:
    from allauth.mfa.models import Authenticator

_RECOVERY_CODES = "recovery_codes"  # allauth's word; its models cannot be imported this early


def connect() -> None:
    """Begin to listen; done twice it changes nothing."""
    user_logged_in.connect(_signed_in, dispatch_uid="moeli.signed_in")
    user_logged_out.connect(_signed_out, dispatch_uid="moeli.signed_out")
    user_login_failed.connect(_sign_in_failed, dispatch_uid="moeli.sign_in_failed")
    user_locked_out.connect(_locked_out, dispatch_uid="moeli.locked_out")
    password_changed.connect(_password_changed, dispatch_uid="moeli.password_changed")
    factors.authenticator_added.connect(_factor_added, dispatch_uid="moeli.factor_added")
    factors.authenticator_reset.connect(_factor_added, dispatch_uid="moeli.factor_reset")
    factors.authenticator_removed.connect(_factor_removed, dispatch_uid="moeli.factor_removed")
    factors.authenticator_used.connect(_factor_used, dispatch_uid="moeli.factor_used")
    factors.authentication_failed.connect(_factor_failed, dispatch_uid="moeli.factor_failed")


def _signed_in(user: User, request: HttpRequest | None = None, **_: Any) -> None:
    """Begin the session's time too; who took over a booth has her own entry and time."""
    if request is None or getattr(request, "relief", None):
        return
    by = _proved_by(request, user)
    sessions.begin(request.session, by, clock.now())
    _record("access.signed_in", request, user, by=by.value)


def _proved_by(request: HttpRequest, user: User) -> By:
    used = get_authentication_records(request, user)
    return By.SECOND_FACTOR if any(each["method"] == "mfa" for each in used) else By.PASSWORD


def _factor_added(
    user: User, authenticator: "Authenticator", request: HttpRequest | None = None, **_: Any
) -> None:
    """Who adds a factor has just shown that she holds it; recovery codes are not held yet."""
    held = authenticator.type != _RECOVERY_CODES
    if held and request is not None:
        sessions.prove(request.session)
    by = By.SECOND_FACTOR.value if held else ""
    _record("access.factor_added", request, user, factor=str(authenticator.type), by=by)


def _factor_removed(
    user: User, authenticator: "Authenticator", request: HttpRequest | None = None, **_: Any
) -> None:
    _record("access.factor_removed", request, user, factor=str(authenticator.type))


def _factor_used(
    user: User, authenticator: "Authenticator", request: HttpRequest | None = None, **_: Any
) -> None:
    _record("access.factor_used", request, user, factor=str(authenticator.type))


def _factor_failed(
    user: User, authenticator: "Authenticator | None", request: HttpRequest | None = None, **_: Any
) -> None:
    """She is the subject only: that it was she who tried is not known."""
    factor = str(authenticator.type) if authenticator else ""
    _record("access.factor_failed", request, None, str(user.id), factor=factor)


def _signed_out(user: User | None, request: HttpRequest | None = None, **_: Any) -> None:
    if user:
        _record("access.signed_out", request, user)


def _password_changed(user: User, request: HttpRequest | None = None, **_: Any) -> None:
    _record("access.password_changed", request, user)


def _sign_in_failed(
    credentials: Mapping[str, str], request: HttpRequest | None = None, **_: Any
) -> None:
    if not getattr(request, "axes_locked_out", False):
        _record("access.sign_in_failed", request, None, _account(credentials.get("username")))


def _locked_out(request: HttpRequest, username: str | None = None, **_: Any) -> None:
    name = (username or "").rsplit("@", 1)[0]
    _record("access.locked_out", request, None, _account(name))


def _account(name: str | None) -> str:
    found = User.objects.filter(username=(name or "").strip().lower()).values_list("id", flat=True)
    return str(found.first() or "")


def _record(
    verb: str,
    request: HttpRequest | None,
    actor: User | None,
    subject: str = "",
    **more: str,
) -> None:
    booth = getattr(request, "booth", None)
    with transaction.atomic():
        record(
            NewEntry(
                verb=verb,
                actor=str(actor.id) if actor else ANONYMOUS.id,
                subject=str(actor.id) if actor else subject,
                place=booth.place if booth else "",
                body={"booth": str(booth.id) if booth else ""} | more,
            )
        )
