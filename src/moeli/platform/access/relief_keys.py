"""Security keys at a relief: whose key answers, among those who may take over at this node."""

import json
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from django.core.exceptions import ValidationError
from fido2.webauthn import UserVerificationRequirement

from moeli.platform import clock
from moeli.platform.access.models import User
from moeli.platform.access.services.relief import may_relieve

_MOST_KEYS = 64  # what keys and browsers bear in one request


def challenge() -> dict[str, Any]:
    """What the browser asks the key; touching it is enough, since a PIN of ours comes with it."""
    keys = [each.wrap().authenticator_data.credential_data for each in _keys()]
    options, state = auth.get_server().authenticate_begin(
        credentials=keys, user_verification=UserVerificationRequirement.DISCOURAGED
    )
    auth.set_state(state)
    return {"request_options": dict(options)}


def owner(credential: str) -> User | None:
    """Whose key gave this answer to the last challenge; None when it is no good answer."""
    try:
        response = json.loads(credential)
        auth.parse_authentication_response(response)
        keys = {_id(each): each for each in _keys()}
        state = auth.get_state()
        auth.clear_state()
        if not state:
            return None
        known = [each.wrap().authenticator_data.credential_data for each in keys.values()]
        bound = auth.get_server().authenticate_complete(state, known, response)
    except (ValueError, TypeError, AttributeError, ValidationError):
        return None
    found: User = keys[bound.credential_id].user
    return found


def _keys() -> list[Authenticator]:
    """The keys of those who signed in fully at this node lately, the latest first."""
    held = Authenticator.objects.filter(
        user_id__in=may_relieve(clock.now()), type=Authenticator.Type.WEBAUTHN
    )
    return list(held.select_related("user").order_by("-last_used_at", "-id")[:_MOST_KEYS])


def _id(key: Authenticator) -> bytes:
    id: bytes = key.wrap().authenticator_data.credential_data.credential_id
    return id
