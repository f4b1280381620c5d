"""What the journal shows to the house."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moeli.platform.journal import epochs, figures
from moeli.platform.room import Gauge, Recorded, RetentionClass, Room, Verb


def _render_read(recorded: Recorded) -> str:
    count, purpose = len(recorded.body["ids"]), recorded.body["purpose"]
    return gettext("Read %(count)d protected records: %(purpose)s") % {
        "count": count,
        "purpose": purpose,
    }


def _render_epoch(recorded: Recorded) -> str:
    epoch, sequence, _digest = recorded.subject.split(":")
    return gettext("A new epoch began; epoch %(epoch)s ended at entry %(sequence)s") % {
        "epoch": epoch,
        "sequence": sequence,
    }


ROOM = Room(
    code="journal",
    verbs=(
        Verb("record.read", _("Protected records were read"), _render_read),
        Verb(epochs.BEGUN, _("The node was restored and began a new epoch"), _render_epoch),
    ),
    gauges=(
        Gauge("moeli_journal_entries", "Where each node's chain ends", figures.entries, "node"),
        Gauge("moeli_anchors_uncopied", "Anchors not in the second place", figures.uncopied),
    ),
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
