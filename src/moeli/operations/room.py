"""What this room shows to the house."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from moeli.operations.saving import scheduled
from moeli.platform.room import Action, Job, Room

ROOM = Room(
    code="operations",
    actions=(Action("system.care", _("See the backups and other care of the machine")),),
    jobs=(Job("backup", _("The daily backup"), scheduled, "system.care", every=timedelta(days=1)),),
)
