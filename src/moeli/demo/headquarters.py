"""What headquarters and the administrator have done before: a version of rules, devices."""

from datetime import date

from moeli.crossings import rules
from moeli.platform import clock
from moeli.platform.access.actor import SYSTEM, Actor, actor_of
from moeli.platform.access.models import User
from moeli.platform.approvals import services as approvals
from moeli.platform.machine.services import enrol_device
from moeli.platform.publications import services as publications
from moeli.ports import directory
from moeli.ports.live import LIVE_FROM

_ONE, _TWO = "headquarters.one", "headquarters.two"
_MOTIVE = "Fictitious circular 4/2026: officers see a few more of the earlier crossings"
_BEFORE, _AFTER = b"value = 20\n", b"value = 25\n"
_ALL_LIVE = "Fictitious circular 5/2026: the drawn records of every port are complete"
_ROW = """
[[rows]]
id = "%s"
value = %s
source = "The demonstration: its drawn history begins on this day; no claim about a real post"
verified = false
in_force_from = %s
"""
_DEVICES = (
    ("Desk 1", "Document reader 1", "kiosk_reader"),
    ("Lane 1", "Lane 1", "lane_agent"),
)


def load(since: date) -> None:
    """Publish by two people's hands; enrol a reader and a lane at Maseru.

    What is published: rules of the desk, and that every port has kept records since the day on
    which the drawn history begins. No claim about a real post is made by it.
    Nobody learns the tokens of these devices: an administrator replaces them.
    """
    one, two = _actor(_ONE), _actor(_TWO)
    _publish(one, two, rules.DESK_RULES, _desk_rules(), _MOTIVE)
    _publish(one, two, LIVE_FROM.code, _live_from(since), _ALL_LIVE)
    for desk, name, profile in _DEVICES:
        enrol_device(actor=SYSTEM, place="MSB", desk=desk, name=name, profile=profile)


def _desk_rules() -> bytes:
    return rules.packaged_desk_rules().replace(_BEFORE, _AFTER)


def _live_from(since: date) -> bytes:
    day = since.isoformat()
    return "".join(_ROW % (port.code, day, day) for port in directory.all_ports()).encode()


def _publish(one: Actor, two: Actor, channel: str, content: bytes, motive: str) -> None:
    staged = publications.stage(actor=one, channel=channel, content=content)
    asked = publications.propose(actor=one, staged_id=staged.id, motive=motive)
    approvals.grant(actor=two, approval_id=asked.id)
    publications.publish(actor=one, staged_id=staged.id, approval_id=asked.id)


def _actor(username: str) -> Actor:
    return actor_of(User.objects.get(username=username), clock.now())
