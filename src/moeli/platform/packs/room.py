"""What this room shows to the house."""

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from moeli.platform.room import Action, Recorded, Room, Verb


def _render_made(recorded: Recorded) -> str:
    if recorded.body["sealed"]:
        return gettext("A pack was made and sealed for its reader")
    count = recorded.body["files"]
    sentence = ngettext(
        "A pack of %(count)d file was made", "A pack of %(count)d files was made", count
    )
    return sentence % {"count": count}


ROOM = Room(
    code="packs",
    actions=(Action("pack.make", _("Hand files out of the house in a signed pack")),),
    verbs=(Verb("pack.made", _("A pack was made to be handed over"), _render_made),),
)
