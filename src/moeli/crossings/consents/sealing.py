"""Where the names of a consent lie, and how they are read again."""

import json

from moeli.crossings.consents.models import Consent
from moeli.crossings.sealing import SCOPE
from moeli.platform.vault.envelope import Binding


def told_binding(consent: Consent) -> Binding:
    """Where the envelope of a consent's names belongs."""
    return Binding(consent.key_subject, SCOPE, "crossings.Consent", "told", str(consent.id))


def opened(text: bytes | None) -> tuple[str, str]:
    """Who gave it and the school; empty once that was erased."""
    told = json.loads(text) if text else {}
    return str(told.get("who", "")), str(told.get("school", ""))
