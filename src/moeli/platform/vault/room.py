"""What the vault shows to the house."""

from django.utils.translation import gettext_lazy as _

from moeli.platform.room import RetentionClass, Room

ROOM = Room(
    code="vault",
    retention=(
        RetentionClass(
            "vault.key",
            _("Wrapped data keys: as long as what they open; a shredded key keeps its row"),
            None,
            "DESIGN: crypto-shredding",
        ),
    ),
)
