"""What headquarters and the administrator have done before: a version of rules, devices."""

from moeli.crossings import rules
from moeli.platform import clock
from moeli.platform.access.actor import SYSTEM, Actor, actor_of
from moeli.platform.access.models import User
from moeli.platform.approvals import services as approvals
from moeli.platform.machine.services import enrol_device
from moeli.platform.publications import services as publications

_ONE, _TWO = "headquarters.one", "headquarters.two"
_MOTIVE = "Fictitious circular 4/2026: officers see a few more of the earlier crossings"
_BEFORE, _AFTER = b"value = 20\n", b"value = 25\n"
_DEVICES = (
    ("Desk 1", "Document reader 1", "kiosk_reader"),
    ("Lane 1", "Lane 1", "lane_agent"),
)


def load() -> None:
    """Publish rules of the desk by two people's hands; enrol a reader and a lane at Maseru.

    Nobody learns the tokens of these devices: an administrator replaces them.
    """
    _publish(_actor(_ONE), _actor(_TWO))
    for desk, name, profile in _DEVICES:
        enrol_device(actor=SYSTEM, place="MSB", desk=desk, name=name, profile=profile)


def _publish(one: Actor, two: Actor) -> None:
    content = rules.packaged_desk_rules().replace(_BEFORE, _AFTER)
    staged = publications.stage(actor=one, channel=rules.DESK_RULES, content=content)
    asked = publications.propose(actor=one, staged_id=staged.id, motive=_MOTIVE)
    approvals.grant(actor=two, approval_id=asked.id)
    publications.publish(actor=one, staged_id=staged.id, approval_id=asked.id)


def _actor(username: str) -> Actor:
    return actor_of(User.objects.get(username=username), clock.now())
