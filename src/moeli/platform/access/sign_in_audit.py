"""The one adapter between the sign-in libraries and the journal.

A failed sign-in names the account's id when the name exists, else nothing: never what was typed.
"""

from collections.abc import Mapping
from typing import Any

from allauth.account.signals import password_changed
from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import transaction
from django.http import HttpRequest

from moeli.platform.access.actor import ANONYMOUS
from moeli.platform.access.models import User
from moeli.platform.journal.services import NewEntry, record


def connect() -> None:
    """Begin to listen; done twice it changes nothing."""
    user_logged_in.connect(_signed_in, dispatch_uid="moeli.signed_in")
    user_logged_out.connect(_signed_out, dispatch_uid="moeli.signed_out")
    user_login_failed.connect(_sign_in_failed, dispatch_uid="moeli.sign_in_failed")
    user_locked_out.connect(_locked_out, dispatch_uid="moeli.locked_out")
    password_changed.connect(_password_changed, dispatch_uid="moeli.password_changed")


def _signed_in(user: User, request: HttpRequest | None = None, **_: Any) -> None:
    _record("access.signed_in", request, user)


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


def _record(verb: str, request: HttpRequest | None, actor: User | None, subject: str = "") -> None:
    booth = getattr(request, "booth", None)
    with transaction.atomic():
        record(
            NewEntry(
                verb=verb,
                actor=str(actor.id) if actor else ANONYMOUS.id,
                subject=str(actor.id) if actor else subject,
                place=booth.place if booth else "",
                body={"booth": str(booth.id) if booth else ""},
            )
        )
