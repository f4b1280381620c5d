"""What the ports show to the house."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from moeli.platform.room import (
    Action,
    Listener,
    MenuEntry,
    NoticeKind,
    Reach,
    RetentionClass,
    Room,
    Verb,
)
from moeli.ports import projectors, telling
from moeli.ports.live import LIVE_FROM

_TO_BE_SET = "To be set by the Department of Immigration; not verified"
_TOLD = _("A port nearby is closed by an event. Expect its travellers; see the ports of entry.")


def _said(label: Promise) -> str:
    return str(label)


_CLOSED, _REOPENED = _("A port was closed"), _("A port was reopened")
_ADDED, _REMOVED = _("A desk was staffed on a roster"), _("A line of a roster was taken off")

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
    actions=(
        Action("port.close", _("Record that an event closes a port")),
        Action("port.reopen", _("Record that a port is open again")),
        Action("roster.see", _("See who sits at which desk")),
        Action("roster.write", _("Write the roster of a port")),
    ),
    verbs=(
        Verb("port.closed", _CLOSED, lambda _r: _said(_CLOSED), projectors.port_closed, Reach.UP),
        Verb(
            "port.reopened",
            _REOPENED,
            lambda _r: _said(_REOPENED),
            projectors.port_reopened,
            Reach.UP,
        ),
        Verb("roster.line_added", _ADDED, lambda _r: _said(_ADDED), projectors.roster_line_added),
        Verb(
            "roster.line_removed",
            _REMOVED,
            lambda _r: _said(_REMOVED),
            projectors.roster_line_removed,
        ),
    ),
    listeners=(
        Listener("port.closed", telling.closed, on_import=True),
        Listener("port.reopened", telling.reopened, on_import=True),
    ),
    notices=(
        NoticeKind(telling.TO_POSTS, _TOLD, role="shift_supervisor"),
        NoticeKind(
            telling.TO_HEADQUARTERS,
            _("A port is closed by an event. See the ports of entry for which and why."),
            role="immigration_hq",
        ),
    ),
    publications=(LIVE_FROM.channel(slack=20),),  # one act may bring every port in
    retention=(
        RetentionClass(
            "ports.closure", _("Closures of ports: when, why, how long"), None, _TO_BE_SET
        ),
        RetentionClass("ports.roster", _("Rosters: who sat at which desk"), None, _TO_BE_SET),
    ),
)
