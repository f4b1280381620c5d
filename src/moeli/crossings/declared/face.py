"""What declared stamps add to the face of the room."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moeli.crossings.declared import projectors
from moeli.platform.room import Recorded, RetentionClass, Verb


def _render_declared(recorded: Recorded) -> str:
    told = {"direction": recorded.body["direction"], "place": recorded.body["place"]}
    return gettext("A stamp was declared: %(direction)s, %(place)s") % told


VERBS = (
    Verb(
        "stamp.declared",
        _("A stamp was declared"),
        _render_declared,
        projectors.stamp_declared,
    ),
)

RETENTION = (
    RetentionClass(
        "crossings.stamp",
        _("Stamps seen in documents: their number is erased with the key of its month"),
        None,
        "To be set by the Department of Immigration; not verified",
    ),
)
