"""How allauth's second factors behave in this house: our words, secrets sealed by the vault."""

from typing import Any
from uuid import UUID

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moeli.platform.access import sealing
from moeli.platform.access.errors import AccessError
from moeli.platform.access.models import User

_HOUSE = "Moeli"


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """Authenticator apps, passkeys, security keys and recovery codes."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": AccessError.WRONG_CODE.sentence,
        "cannot_delete_authenticator": _(
            "Your role needs a second factor. Add another one first, then remove this one."
        ),
    }

    def encrypt(self, text: str) -> str:
        """Seal a secret for the person who is signed in."""
        return sealing.seal_for(context.request.user.id, text)

    def decrypt(self, encrypted_text: str) -> str:
        """Open a secret: of the person signed in, or else of whom the caller has checked."""
        user = context.request.user if context.request else None
        known: UUID | None = user.id if user and user.is_authenticated else None
        return sealing.open_for(known or sealing.owner_of(encrypted_text), encrypted_text)

    def get_totp_issuer(self) -> str:
        """What the app on the phone calls this house."""
        return _HOUSE

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Keys belong to this host name."""
        return {"id": context.request.get_host().partition(":")[0], "name": _HOUSE}

    def generate_authenticator_name(
        self,
        user: User,
        type: Authenticator.Type,  # noqa: A002 -- allauth's name for it
    ) -> str:
        """Key 1, Key 2 and so on."""
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return gettext("Key %(number)d") % {"number": count + 1}

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Not the last one of a person whose role needs one."""
        held = Authenticator.objects.filter(user_id=authenticator.user_id)
        others = held.exclude(type=Authenticator.Type.RECOVERY_CODES).exclude(pk=authenticator.pk)
        return others.exists() or not context.request.needs_second_factor

    def send_notification_mail(self, *_args: Any, **_kwargs: Any) -> None:
        """No mail: the journal tells, and people here have no address."""
