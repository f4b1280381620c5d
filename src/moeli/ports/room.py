"""What the ports show to the house."""

from django.utils.translation import gettext_lazy as _

from moeli.platform.room import MenuEntry, Room

ROOM = Room(
    code="ports",
    menu=(
        MenuEntry(
            _("Ports of entry"),
            "ports",
            "inspection.open",
            order=40,
            hint=_("Names, districts and the posts opposite"),
        ),
    ),
)
