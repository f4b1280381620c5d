"""What permits add to the face of the room."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moeli.crossings.permits import projectors
from moeli.platform.room import Action, Reach, Recorded, RetentionClass, Verb


def _render_recorded(recorded: Recorded) -> str:
    return gettext("A permit was recorded: %(kind)s") % {"kind": recorded.body["kind"]}


def _render_withdrawn(recorded: Recorded) -> str:
    return gettext("A permit was withdrawn: %(because)s") % {"because": recorded.body["because"]}


ACTIONS = (
    Action("permit.record", _("Record a permit or visa in an inspection")),
    Action("permit.withdraw", _("Withdraw a permit or visa")),
)

VERBS = (
    Verb(
        "permit.recorded",
        _("A permit was recorded"),
        _render_recorded,
        projectors.permit_recorded,
        Reach.UP,
    ),
    Verb(
        "permit.withdrawn",
        _("A permit was withdrawn"),
        _render_withdrawn,
        projectors.permit_withdrawn,
        Reach.UP,
    ),
)

RETENTION = (
    RetentionClass(
        "crossings.permit",
        _("Permits and visas: their number is erased with the key of its month"),
        None,
        "To be set by the Department of Immigration; not verified",
    ),
)
