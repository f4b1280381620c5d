"""What this room shows to the house."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moeli.crossings import projectors
from moeli.platform.room import Action, Recorded, RetentionClass, Room, Verb


def _render_opened(recorded: Recorded) -> str:
    return gettext("An inspection was opened: %(direction)s") % {
        "direction": recorded.body["direction"]
    }


def _render_decided(recorded: Recorded) -> str:
    return gettext("An inspection was decided: %(outcome)s") % {"outcome": recorded.body["outcome"]}


ROOM = Room(
    code="crossings",
    actions=(
        Action("inspection.open", _("Open an inspection of a captured document")),
        Action("decision.make", _("Decide an inspection")),
        Action("history.read", _("See earlier decisions on a document, inside its inspection")),
    ),
    verbs=(
        Verb(
            "inspection.opened",
            _("An inspection was opened"),
            _render_opened,
            projectors.inspection_opened,
        ),
        Verb(
            "decision.made",
            _("An inspection was decided"),
            _render_decided,
            projectors.decision_made,
        ),
    ),
    retention=(
        RetentionClass(
            "crossings.inspection",
            _("Inspections and decisions: their zone is erased with the key of its month"),
            None,
            "To be set by the Department of Immigration; not verified",
        ),
        RetentionClass(
            "crossings.crossing",
            _("Crossings: kept for stay history and statistics"),
            None,
            "To be set by the Department of Immigration; not verified",
        ),
    ),
)
