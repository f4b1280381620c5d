"""What the keyring shows to the house; the vault itself knows neither rows nor rooms."""

from datetime import timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from moeli.platform.keyring import rotation, traces
from moeli.platform.room import Action, Job, RetentionClass, Room, Verb

KEYS_ROTATE = "keys.rotate"


def _witness(name: str, label: Promise) -> Verb:
    return Verb(name, label, lambda _recorded: str(label))


ROOM = Room(
    code="vault",
    actions=(Action(KEYS_ROTATE, _("Make a new master key and wrap all keys anew")),),
    verbs=(
        _witness("vault.escrow_made", _("A sealed escrow of the key files was made")),
        _witness("vault.escrow_drilled", _("An escrow was opened to the keys in use, as a drill")),
        _witness("vault.escrow_failed", _("An escrow was opened and lacked keys in use")),
        _witness("vault.rotated", _("A new master key wraps all keys")),
        _witness("vault.forgotten", _("The files of earlier master keys were removed")),
    ),
    jobs=(
        Job("vault.rotate", _("Wrap all keys anew"), rotation.rotate_as_job, action=KEYS_ROTATE),
        Job(
            "vault.wipe",
            _("Cut what shredded keys left in the database's log"),
            traces.wipe_as_job,
            action=KEYS_ROTATE,
            every=timedelta(hours=1),
        ),
    ),
    retention=(
        RetentionClass(
            "vault.key",
            _("Wrapped data keys: as long as what they open; a shredded key keeps its row"),
            None,
            "DESIGN: crypto-shredding",
        ),
        RetentionClass(
            "vault.personal_key",
            _("Personal keys: as long as something is sealed to them, replaced or not"),
            None,
            "DESIGN: rule 5",
        ),
    ),
)
