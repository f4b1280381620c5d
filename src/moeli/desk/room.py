"""What the desk shows to the house."""

from django.utils.translation import gettext_lazy as _

from moeli.platform.room import MenuEntry, Room

ROOM = Room(
    code="desk",
    menu=(
        MenuEntry(
            _("Desk"),
            "desk",
            "inspection.open",
            order=10,
            hint=_("Inspect a document and decide"),
        ),
    ),
)
