"""How django-allauth behaves in this house: no sign-up, our words, no names in messages."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from moeli.platform.access.models import User


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
        **_kwargs: Any,
    ) -> None:
        """Say that the password was changed; allauth's other messages name the person."""
        if message_template == "account/messages/password_changed.txt":
            messages.add_message(request, level, _("Your password was changed."))

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
