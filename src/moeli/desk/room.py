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
        MenuEntry(
            _("Parties"),
            "parties",
            "inspection.open",
            order=11,
            hint=_("Scan a family, a taxi or a bus and decide with one key"),
        ),
        MenuEntry(
            _("Without document"),
            "identifications",
            "inspection.open",
            order=12,
            hint=_("Identify a Mosotho who has no document"),
        ),
        MenuEntry(
            _("Cars to answer"),
            "tasks",
            "task.answer",
            order=15,
            hint=_("What the desk asks your agency about cars"),
        ),
        MenuEntry(
            _("Alarms"),
            "alarms",
            "alarm.read",
            order=16,
            hint=_("Patterns at desks that ask for an explanation"),
        ),
        MenuEntry(
            _("Gate slip"),
            "slip_issue",
            "gate_slip.issue",
            order=13,
            hint=_("Join a car with the people who walk through the hall"),
        ),
        MenuEntry(
            _("Lane"),
            "slip_lane",
            "gate_slip.use",
            order=14,
            hint=_("Scan a gate slip and count those aboard"),
        ),
    ),
)
