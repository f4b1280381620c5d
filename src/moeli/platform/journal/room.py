"""What the journal shows to the house."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moeli.platform.room import Recorded, RetentionClass, Room, Verb


def _render_read(recorded: Recorded) -> str:
    count, purpose = len(recorded.body["ids"]), recorded.body["purpose"]
    return gettext("Read %(count)d protected records: %(purpose)s") % {
        "count": count,
        "purpose": purpose,
    }


ROOM = Room(
    code="journal",
    verbs=(Verb("record.read", _("Protected records were read"), _render_read),),
    retention=(
        RetentionClass(
            "journal.entry",
            _("The chain, its head and its anchors: for ever; they name ids, never people"),
            None,
            "DESIGN: one journal",
        ),
        RetentionClass(
            "journal.body",
            _("Encrypted bodies: until the key of their subject or month is shredded"),
            None,
            "DESIGN: crypto-shredding",
        ),
    ),
)
