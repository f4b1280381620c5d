"""What answers add to the face of the room."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moeli.crossings.asked import projectors
from moeli.platform.room import Recorded, RetentionClass, Verb


def _render_asked(recorded: Recorded) -> str:
    return gettext("A traveller's answers were written down")


VERBS = (
    Verb(
        "traveller.asked",
        _("A traveller's answers were written down"),
        _render_asked,
        projectors.traveller_asked,
    ),
)

RETENTION = (
    RetentionClass(
        "crossings.asked",
        _("Answers of travellers: erased with the key of their month"),
        None,
        "To be set by the Department of Immigration; not verified",
    ),
)
