"""Who may close and reopen a port, and see and write its roster, at which places."""

from moeli.platform.access.actor import Actor
from moeli.platform.access.policy import Policy, require
from moeli.platform.errors import absent
from moeli.ports import directory

CLOSING = Policy(action="port.close", place_field="place")
REOPENING = Policy(action="port.reopen", place_field="place")
ROSTER_SEEING = Policy(action="roster.see", place_field="place")
ROSTER_WRITING = Policy(action="roster.write", place_field="place")


def require_at(actor: Actor, policy: Policy, place: str) -> None:
    """Raise MoeliError `absent` unless `place` is a port and the actor may act there."""
    if place not in {port.code for port in directory.all_ports()}:
        raise absent()
    require(actor, policy.action, place)
