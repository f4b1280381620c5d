"""What this room shows to the house."""

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from moeli.platform.machine import projectors
from moeli.platform.room import Action, MenuEntry, Recorded, RetentionClass, Room, Verb

_TO_BE_SET = "To be set by the Department of Immigration; not verified"


def _verb(name: str, label: Promise, project: Callable[[Recorded], None]) -> Verb:
    """A verb whose label says all that may be said; devices are their node's own."""
    return Verb(name, label, lambda _recorded: str(label), project)


ROOM = Room(
    code="machine",
    menu=(
        MenuEntry(
            _("Devices"),
            "devices",
            "device.enrol",
            order=86,
            hint=_("Enrol, renew and revoke machines that come to the door"),
        ),
        MenuEntry(
            _("Device at the desk"),
            "device_lend",
            "device.lend",
            order=20,
            hint=_("Let the reader beside you act in your name"),
        ),
    ),
    actions=(
        Action("device.enrol", _("Enrol devices, give them new tokens, revoke them")),
        Action("device.lend", _("Let the device at one's desk act in one's name")),
    ),
    verbs=(
        _verb("machine.device_enrolled", _("A device was enrolled"), projectors.device_enrolled),
        _verb(
            "machine.token_replaced",
            _("A device was given a new token"),
            projectors.token_replaced,
        ),
        _verb("machine.device_revoked", _("A device was revoked"), projectors.device_revoked),
        _verb(
            "machine.delegation_given",
            _("An officer lent her name to the device at her desk"),
            projectors.delegation_given,
        ),
        _verb(
            "machine.delegation_taken",
            _("A device took up an officer's code"),
            projectors.delegation_taken,
        ),
        _verb(
            "machine.delegation_ended",
            _("A device acts for an officer no longer"),
            projectors.delegation_ended,
        ),
        _verb("machine.acted", _("An officer acted through a device"), projectors.acted),
    ),
    retention=(
        RetentionClass(
            "machine.device", _("Devices and the hashes of their tokens"), None, _TO_BE_SET
        ),
        RetentionClass(
            "machine.traffic",
            _("How often a device came in its last minute: overwritten by the next"),
            None,
            "House rule of Moeli: one row a device",
        ),
        RetentionClass(
            "machine.delegation",
            _("That an officer lent her name to a device, and until when"),
            None,
            _TO_BE_SET,
        ),
        RetentionClass(
            "machine.act", _("By which device a decision was made, and its key"), None, _TO_BE_SET
        ),
    ),
)
