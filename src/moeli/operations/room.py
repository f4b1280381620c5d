"""What this room shows to the house."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from moeli.operations.agents import standing
from moeli.operations.saving import scheduled
from moeli.platform.room import Action, Gauge, Job, Room

ROOM = Room(
    code="operations",
    actions=(Action("system.care", _("See the backups and other care of the machine")),),
    jobs=(Job("backup", _("The daily backup"), scheduled, "system.care", every=timedelta(days=1)),),
    gauges=(
        Gauge(
            "moeli_agent_alive", "Whether the process of an agent lives", standing.living, "agent"
        ),
        Gauge(
            "moeli_agent_silence_seconds",
            "Seconds since the last good round of an agent ended",
            standing.silences,
            "agent",
        ),
    ),
)
