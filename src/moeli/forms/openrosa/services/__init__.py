"""What is done with phones, by them, and with what was set aside."""

from moeli.forms.openrosa.services.phones import Issued, issue_phone, revoke_phone
from moeli.forms.openrosa.services.receiving import Received, receive
from moeli.forms.openrosa.services.settling import accept, discard

__all__ = [
    "Issued",
    "Received",
    "accept",
    "discard",
    "issue_phone",
    "receive",
    "revoke_phone",
]
