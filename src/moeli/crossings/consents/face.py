"""What standing consent adds to the face of the room."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moeli.crossings.consents import projectors
from moeli.platform.room import Action, Reach, Recorded, RetentionClass, Verb


def _render_recorded(recorded: Recorded) -> str:
    return gettext("A consent was recorded: %(paper)s") % {"paper": recorded.body["paper"]}


def _render_withdrawn(recorded: Recorded) -> str:
    return gettext("A consent was withdrawn: %(because)s") % {"because": recorded.body["because"]}


ACTIONS = (
    Action("consent.record", _("Record standing consent to a minor's journeys")),
    Action("consent.withdraw", _("Withdraw standing consent")),
)

VERBS = (
    Verb(
        "consent.recorded",
        _("A consent was recorded"),
        _render_recorded,
        projectors.consent_recorded,
        Reach.UP,
    ),
    Verb(
        "consent.withdrawn",
        _("A consent was withdrawn"),
        _render_withdrawn,
        projectors.consent_withdrawn,
        Reach.UP,
    ),
)

RETENTION = (
    RetentionClass(
        "crossings.consent",
        _("Standing consent: the names in it are erased with the key of its month"),
        None,
        "To be set by the Department of Immigration; not verified",
    ),
)
