"""What identifications add to the face of the room."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moeli.crossings.identification import projectors
from moeli.platform.room import Action, Reach, Recorded, RetentionClass, Verb


def _render_begun(recorded: Recorded) -> str:
    return gettext("A person without document was asked: %(direction)s") % {
        "direction": recorded.body["direction"]
    }


def _render_vouched(recorded: Recorded) -> str:
    return gettext("Somebody vouched for a person without document: %(voucher)s") % {
        "voucher": recorded.body["voucher"]
    }


def _render_worded(recorded: Recorded) -> str:
    return gettext("A second officer spoke about a person without document: %(word)s") % {
        "word": recorded.body["word"]
    }


def _render_closed(recorded: Recorded) -> str:
    return gettext("An identification was closed by a decision")


ACTIONS = (
    Action(
        "identification.confirm",
        _("Say as second officer whether a person without document is identified"),
    ),
)

VERBS = (
    Verb(
        "identification.begun",
        _("A person without document was asked"),
        _render_begun,
        projectors.identification_begun,
        Reach.UP,
    ),
    Verb(
        "identification.vouched",
        _("Somebody vouched for a person without document"),
        _render_vouched,
        projectors.identification_vouched,
        Reach.UP,
    ),
    Verb(
        "identification.worded",
        _("A second officer spoke about a person without document"),
        _render_worded,
        projectors.identification_worded,
        Reach.UP,
    ),
    Verb(
        "identification.closed",
        _("An identification was closed by a decision"),
        _render_closed,
        projectors.identification_closed,
        Reach.UP,
    ),
)

RETENTION = (
    RetentionClass(
        "crossings.identification",
        _("Identifications: what was said is erased with the key of its month"),
        None,
        "To be set by the Department of Immigration; not verified",
    ),
)
