"""What gate slips add to the face of the room."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moeli.crossings.slips import projectors
from moeli.platform.room import Action, Recorded, RetentionClass, Verb


def _render_issued(recorded: Recorded) -> str:
    told = {"walking": recorded.body["walking"], "riding": recorded.body["riding"]}
    return gettext("A gate slip was issued: %(walking)d walk, %(riding)d ride") % told


def _render_used(recorded: Recorded) -> str:
    return gettext("A gate slip was used: %(aboard)d aboard") % {"aboard": recorded.body["aboard"]}


ACTIONS = (
    Action("gate_slip.issue", _("Issue a gate slip for a car and its people")),
    Action("gate_slip.use", _("Use a gate slip at the lane")),
)

VERBS = (
    Verb("gate_slip.issued", _("A gate slip was issued"), _render_issued, projectors.slip_issued),
    Verb("gate_slip.used", _("A gate slip was used"), _render_used, projectors.slip_used),
)

RETENTION = (
    RetentionClass(
        "crossings.gate_slip",
        _("Gate slips: the plate is erased with the key of its month"),
        None,
        "To be set by the Department of Immigration; not verified",
    ),
)
