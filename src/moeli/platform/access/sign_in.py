"""How django-allauth behaves in this house: no sign-up, our words, no names in messages."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from moeli.platform import clock
from moeli.platform.access import sessions
from moeli.platform.access.models import User
from moeli.platform.access.open_accounts import may_sign_in
from moeli.platform.access.sessions import By

BACKEND = "moeli.platform.access.backends.PersonBackend"
_SENTENCES = {
    "account/messages/password_changed.txt": _("Your password was changed."),
    "mfa/messages/totp_activated.txt": _("The authenticator app is added."),
    "mfa/messages/totp_deactivated.txt": _("The authenticator app is removed."),
    "mfa/messages/webauthn_added.txt": _("The key is added."),
    "mfa/messages/webauthn_removed.txt": _("The key is removed."),
}
_WAYS = {
    "reauthenticate": _("Confirm by password"),
    "mfa_reauthenticate": _("Confirm by a code"),
    "mfa_reauthenticate:webauthn": _("Confirm by a passkey or security key"),
}


class SignInAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Sign-in, sign-out and change of password; everything else is closed."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _(
            "User name and password do not match. Check both, then type the password again."
        ),
        "enter_current_password": _("This is not your present password."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up: an administrator adds people."""
        return False

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        *_args: Any,
        message: str | None = None,
        **_kwargs: Any,
    ) -> None:
        """Our own sentence for what was done; allauth's name the person."""
        sentence = message or _SENTENCES.get(message_template or "")
        if sentence:
            messages.add_message(request, level, sentence)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """After the change, on to the start page."""
        return reverse("home")

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Go on in the person's language."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, user.language, httponly=True, samesite="Lax"
        )
        return response

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """Whoever may not sign in goes back to the sign-in page, whatever she proved."""
        if may_sign_in(user):
            found: HttpResponse | None = super().pre_login(request, user, **kwargs)
            return found
        messages.error(request, _("This account is closed. Ask the person who manages accounts."))
        return redirect("account_login")

    def login(self, request: HttpRequest, user: User) -> None:
        """Into the session, which asks our own backend whether the account is still open."""
        user.backend = BACKEND  # as Django's authenticate() does
        super().login(request, user)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whoever has just signed in by herself need not say again who she is."""
        at = sessions.standing(self.request.session)
        alone = at is not None and at.by in {By.PASSWORD, By.SECOND_FACTOR}
        return not (at and alone and at.fresh(clock.now()))

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        """By her second factor; by the password only where she has none yet."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        told = [each | {"description": _WAYS[each["id"]]} for each in methods]
        by_factor = [each for each in told if each["id"] != "reauthenticate"]
        return by_factor or told

    def send_notification_mail(self, *_args: Any, **_kwargs: Any) -> None:
        """No mail: the journal tells, and people here have no address."""
