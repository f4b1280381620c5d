"""Proving on the spot who one is: at a locked page, at a relief, before a shift enrolment."""

from typing import TYPE_CHECKING, Any

from allauth.mfa import signals
from allauth.mfa.models import Authenticator
from django import forms
from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from moeli.platform import clock
from moeli.platform.access import services
from moeli.platform.access.errors import AccessError
from moeli.platform.access.forms.refusable import RefusableForm
from moeli.platform.access.models import User
from moeli.platform.access.requests import HouseRequest
from moeli.platform.access.services.pins import looks_like_pin
from moeli.platform.access.services.shifts import Proof
from moeli.platform.errors import MoeliError

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_SECRET = {"autocomplete": "off"}
_DIGITS = {"autocomplete": "off", "inputmode": "numeric"}


class _OneWayField(forms.CharField):
    """A field of one of two ways: it may stay empty, and is not called optional."""

    def validate(self, value: object) -> None:
        """Empty is no error: the view judges which way was taken."""


def _secret_field(
    label: "StrOrPromise",
    help_text: "StrOrPromise" = "",
    kind: type[forms.CharField] = forms.CharField,
    *,
    digits: bool = False,
    required: bool = True,
) -> forms.CharField:
    widget = forms.PasswordInput(attrs=dict(_DIGITS if digits else _SECRET))
    return kind(
        label=label,
        help_text=help_text,
        widget=widget,
        max_length=128,
        strip=False,
        required=required,
    )


class ReliefForm(RefusableForm):
    """A badge, which a scanner types, and the PIN of its holder."""

    use_required_attribute = False

    badge = _secret_field(_("Badge"), _("Scan your badge."), _OneWayField)
    pin = _secret_field(_("PIN"), kind=_OneWayField, digits=True)

    def __init__(self, *args: Any, badge_known: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["badge"].widget.attrs["data-next"] = "id_pin"
        if badge_known:
            del self.fields["badge"]
        first = next(iter(self.fields.values()))
        first.widget.attrs["autofocus"] = True


class PinForm(RefusableForm):
    """One's own PIN, twice."""

    field_of = {"bad_pin": "pin"}

    pin = _secret_field(
        _("New PIN"), _("6 to 10 digits, for this node's booths only."), digits=True
    )
    again = _secret_field(_("New PIN again"), digits=True)

    def clean(self) -> dict[str, Any]:
        """Both the same."""
        typed = super().clean() or {}
        if typed.get("pin") != typed.get("again"):
            self.add_error("again", _("The two PINs differ. Type them again."))
        return typed


class UnlockForm(RefusableForm):
    """The PIN of whose page is locked, or her password with a code."""

    use_required_attribute = False

    pin = _secret_field(_("PIN"), kind=_OneWayField, digits=True)
    password = _secret_field(_("Password"), kind=_OneWayField)
    code = _secret_field(
        _("Code"),
        _("From your authenticator app, or a recovery code."),
        _OneWayField,
        digits=True,
    )

    def __init__(self, *args: Any, booth: object = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if booth is None:
            del self.fields["pin"]
        next(iter(self.fields.values())).widget.attrs["autofocus"] = True


def password_and_code(request: HttpRequest, username: str, password: str, code: str) -> User | None:
    """Who proved by password, and by code where she has a second factor, that she is `username`.

    Both are counted as at sign-in. Raises MoeliError `proof_locked`.
    """
    found = authenticate(request, username=username, password=password)
    if not isinstance(found, User):
        return None
    held = Authenticator.objects.filter(user_id=found.id).exists()
    if not held:
        return found
    factor = services.accept_code(request=request, person=found, code=code, reauthentication=True)
    if factor is None:
        return None
    factor.record_usage()
    signals.authenticator_used.send(
        sender=Authenticator,
        request=request,
        user=found,
        authenticator=factor,
        reauthenticated=True,
        passwordless=False,
    )
    return found


def _proved(request: HouseRequest, who: str, secret: str, code: str) -> User | None:
    if looks_like_pin(secret):
        return services.prove_pin(booth=request.booth, who=who, pin=secret)
    return password_and_code(request, who, secret, code)


class ByTwoForm(RefusableForm):
    """The officer, and the proofs of the supervisor and of a second person."""

    field_of = {"absent": "officer", "wrong_agency": "officer"}

    officer = forms.CharField(
        label=_("User name of the officer"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    own_secret = _secret_field(_("Your PIN or password"))
    own_code = _secret_field(
        _("Your code"), _("With a password only."), required=False, digits=True
    )
    second = _secret_field(
        _("Badge or user name of the second person"), _("She scans or types it herself.")
    )
    second_secret = _secret_field(_("Her PIN or password"))
    second_code = _secret_field(
        _("Her code"), _("With a password only."), required=False, digits=True
    )

    def __init__(self, *args: Any, request: HouseRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._request = request

    def clean(self) -> dict[str, Any]:
        """Both proofs; the field of the one that fails says so."""
        typed = super().clean() or {}
        if not self.errors:
            own = self._proved("own_secret", self._request.user.username, typed["own_code"])
            other = self._proved("second_secret", typed["second"], typed["second_code"])
            if own and other:
                typed["proofs"] = (Proof(own, clock.now()), Proof(other, clock.now()))
        return typed

    def _proved(self, field: str, who: str, code: str) -> User | None:
        try:
            found = _proved(self._request, who, self.cleaned_data[field], code)
        except MoeliError as error:
            self.add_error(field, str(error))
            return None
        if found is None:
            self.add_error(field, str(AccessError.WRONG_PROOF.sentence))
        return found


class ShiftForm(ByTwoForm):
    """The same, with the badge and the PIN that the officer works with, and for how long."""

    field_of = ByTwoForm.field_of | {
        "bad_badge": "badge",
        "badge_taken": "badge",
        "bad_pin": "pin",
        "bad_hours": "hours",
    }

    badge = _secret_field(_("Badge for the shift"), _("Scan it."))
    pin = _secret_field(
        _("PIN for the shift"), _("The officer types it: 6 to 10 digits."), digits=True
    )
    hours = forms.IntegerField(label=_("Hours"), min_value=1, max_value=24, initial=8)
    field_order = ["officer", "badge", "pin", "hours"]
