"""What the practice desk shows to the house."""

from django.utils.translation import gettext_lazy as _

from moeli.platform.room import MenuEntry, Room

ROOM = Room(
    code="practice",
    menu=(
        MenuEntry(
            _("Practise"),
            "practise",
            "inspection.open",
            order=60,
            hint=_("Try the desk with drawn travellers; nothing there is real"),
        ),
    ),
)
