"""Second factors: allauth's forms, with codes judged by our service and secrets sealed."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from allauth.core import context
from allauth.mfa import signals
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY, generate_totp_secret
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.utils.translation import gettext_lazy as _

from moeli.platform.access import sealing, services
from moeli.platform.access.errors import AccessError
from moeli.platform.errors import MoeliError

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_CODE_ATTRS = {"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}


def _name_code(field: forms.Field, help_text: "StrOrPromise") -> None:
    field.label, field.help_text = _("Code"), help_text
    field.widget.attrs = dict(_CODE_ATTRS)


class CodeForm(AuthenticateForm):  # type: ignore[misc]  # allauth ships no types
    """The code after the password."""

    reauthentication = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name_code(self.fields["code"], _("From your authenticator app, or a recovery code."))

    def clean_code(self) -> str:
        """Judged by our service: each code once, guesses counted by person and booth."""
        code: str = self.cleaned_data["code"]
        try:
            found = services.accept_code(
                request=context.request,
                person=self.user,
                code=code,
                reauthentication=self.reauthentication,
            )
        except MoeliError as error:
            raise forms.ValidationError(str(error)) from error
        if found is None:
            raise forms.ValidationError(str(AccessError.WRONG_CODE.sentence))
        found.user = self.user
        self.authenticator = found
        return code


class ConfirmCodeForm(CodeForm):
    """The code before something grave."""

    reauthentication = True

    def save(self) -> None:
        """Remember that she has just said again who she is."""
        post_authentication(context.request, self.authenticator, reauthenticated=True)


class AppForm(ActivateTOTPForm):  # type: ignore[misc]  # allauth ships no types
    """The first code of a new app. Until it comes, the session keeps the app's secret sealed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.user = kwargs.pop("user")
        forms.Form.__init__(self, *args, **kwargs)
        self.secret = self._secret()
        _name_code(self.fields["code"], _("The six digits that the app shows now."))

    def clean_code(self) -> str:
        """The code proves that the app has the secret; it cannot be used again to sign in."""
        code: str = self.cleaned_data["code"]
        if not services.accept_step(person=self.user, secret=self.secret, code=code):
            raise forms.ValidationError(str(AccessError.WRONG_CODE.sentence))
        return code

    def _secret(self) -> str:
        session = context.request.session
        kept = session.get(SECRET_SESSION_KEY)
        if self.is_bound and kept:
            return sealing.open_for(self.user.id, kept)
        secret: str = generate_totp_secret()
        session[SECRET_SESSION_KEY] = sealing.seal_for(self.user.id, secret)
        return secret


class NewKeyForm(AddWebAuthnForm):  # type: ignore[misc]  # allauth ships no types
    """A passkey or security key, with a name to tell it from others."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the key")
        self.fields["name"].help_text = _("To tell it from others: key ring, phone")
        self.fields["name"].max_length = 40
        self.fields["passwordless"].label = _("A passkey: sign in with this key alone")
        self.fields["passwordless"].help_text = _(
            "The key must ask for your finger, face or its own PIN."
        )


class KeyForm(AuthenticateWebAuthnForm):  # type: ignore[misc]  # allauth ships no types
    """A key after the password; a refused one is an entry."""

    def clean_credential(self) -> Authenticator:
        """The key's row."""
        return _judged(self, super().clean_credential)


class ConfirmKeyForm(ReauthenticateWebAuthnForm):  # type: ignore[misc]  # allauth ships no types
    """A key before something grave; a refused one is an entry."""

    def clean_credential(self) -> Authenticator:
        """The key's row."""
        return _judged(self, super().clean_credential)


def _judged(form: AuthenticateWebAuthnForm, clean: Callable[[], Authenticator]) -> Authenticator:
    try:
        return clean()
    except forms.ValidationError:
        key = Authenticator.objects.filter(user=form.user, type=Authenticator.Type.WEBAUTHN).first()
        signals.authentication_failed.send(
            sender=Authenticator,
            request=context.request,
            user=form.user,
            authenticator=key,
            reauthentication=form.reauthenticated,
        )
        raise
