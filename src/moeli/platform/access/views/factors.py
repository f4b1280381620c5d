"""Second factors: allauth's views with our pages behind them."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.views import IndexView
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.forms import Form
from django.http import HttpResponse
from django.urls import reverse_lazy

from moeli.platform.access.forms.proofs import PinForm
from moeli.platform.access.qr import qr_path


class OwnSignInView(IndexView):  # type: ignore[misc]  # allauth ships no types
    """How one signs in: password, second factors, PIN; where whoever needs a factor is led."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether a factor must be added first, and the form for a PIN."""
        shown: dict[str, Any] = super().get_context_data(**kwargs)
        needed = self.request.needs_second_factor
        held = {kind for kind in shown["authenticators"] if kind != "recovery_codes"}
        shown["must_add"] = needed and not held
        return shown | {"pin_form": PinForm()}


class AddAppView(ActivateTOTPView):  # type: ignore[misc]  # the same
    """Scan the secret, type the first code."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The secret as a QR code drawn into the page: it is fetched from nowhere."""
        shown: dict[str, Any] = super().get_context_data(**kwargs)
        url = get_adapter().build_totp_url(self.request.user, shown["form"].secret)
        return shown | {"qr": qr_path(url)}


class AddKeyView(AddWebAuthnView):  # type: ignore[misc]  # the same
    """Let the browser make a key."""


class RemoveKeyView(RemoveWebAuthnView):  # type: ignore[misc]  # the same
    """Remove a key, unless it is the last of somebody who needs one."""

    success_url = reverse_lazy("mfa_index")

    def form_valid(self, form: Form) -> HttpResponse:
        """Remove it, or say why not."""
        adapter = get_adapter()
        if adapter.can_delete_authenticator(self.object):
            removed: HttpResponse = super().form_valid(form)
            return removed
        form.add_error(None, adapter.error_messages["cannot_delete_authenticator"])
        refused: HttpResponse = self.render_to_response(
            self.get_context_data(form=form), status=409
        )
        return refused


class NewCodesView(GenerateRecoveryCodesView):  # type: ignore[misc]  # the same
    """Ten new recovery codes; the old ones end."""
