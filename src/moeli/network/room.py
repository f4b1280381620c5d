"""What this room shows to the house."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moeli.network import projectors
from moeli.platform.room import (
    Action,
    MenuEntry,
    NoticeKind,
    Recorded,
    RetentionClass,
    Room,
    Verb,
)


def _imported(recorded: Recorded) -> str:
    return gettext("A batch was imported: %(count)d new entries") % {
        "count": recorded.body["entries"]
    }


def _refused(recorded: Recorded) -> str:
    return gettext("A batch was refused: %(reason)s") % {"reason": recorded.body["reason"]}


def _quarantined(recorded: Recorded) -> str:
    return gettext("%(count)d entries of another node could not act and wait") % {
        "count": len(recorded.body["entries"])
    }


ROOM = Room(
    code="network",
    menu=(
        MenuEntry(
            _("Posts and headquarters"),
            "network",
            "node.watch",
            order=70,
            hint=_("What came from where, how old it is, what waits"),
        ),
    ),
    actions=(
        Action("node.admit", _("Admit posts and trust headquarters by their cards")),
        Action("node.watch", _("See how posts and headquarters stand with one another")),
        Action("batch.carry", _("Write batches for other nodes and import theirs")),
    ),
    verbs=(
        Verb(
            "network.peer_admitted",
            _("A node was admitted"),
            lambda _recorded: gettext("A node was admitted by its card"),
            projectors.peer_admitted,
        ),
        Verb(
            "network.batches_exported",
            _("Batches were written for another node"),
            lambda _recorded: gettext("Batches were written for another node"),
        ),
        Verb(
            "network.batch_imported",
            _("A batch was imported"),
            _imported,
            projectors.batch_imported,
        ),
        Verb("network.batch_refused", _("A batch was refused"), _refused),
        Verb(
            "network.fork_found",
            _("A node sent another content for an entry received earlier"),
            lambda _recorded: gettext("A node sent other content for an entry received earlier"),
        ),
        Verb(
            "network.entries_quarantined",
            _("Entries of another node could not act"),
            _quarantined,
            projectors.entries_quarantined,
        ),
        Verb(
            "network.entry_released",
            _("An entry that waited has acted"),
            lambda _recorded: gettext("An entry that waited has acted"),
            projectors.entry_released,
        ),
    ),
    notices=(
        NoticeKind(
            "network.quarantine",
            _(
                "Entries of another node could not act. "
                "See “Posts and headquarters”, upgrade, then run ./moeli node retry."
            ),
            role="system_administrator",
            verb="network.entries_quarantined",
        ),
        NoticeKind(
            "network.fork",
            _(
                "A node sent other content for an entry received earlier. It was copied, or "
                "restored without a new epoch: speak with its administrator before you import more."
            ),
            role="system_administrator",
            verb="network.fork_found",
        ),
    ),
    retention=(
        RetentionClass(
            "network.peer",
            _("Nodes that were admitted, and how far each was heard: as long as the journal"),
            None,
            "DESIGN: one journal",
        ),
        RetentionClass(
            "network.quarantine",
            _("Which entries waited, and until when: as long as the journal"),
            None,
            "DESIGN: one journal",
        ),
    ),
)
