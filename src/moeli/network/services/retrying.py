"""Trying the entries in quarantine again, after an upgrade or a mend."""

from django.db import InterfaceError, OperationalError, transaction

from moeli.network import effects
from moeli.network.models import Peer, Quarantined
from moeli.network.policies import CARRYING
from moeli.platform.access.actor import Actor
from moeli.platform.access.policy import require
from moeli.platform.journal.models import Entry
from moeli.platform.journal.services import NewEntry, record


def retry(*, actor: Actor) -> tuple[int, int]:
    """Apply what waits, in the order of each chain; returns how many acted and still wait."""
    require(actor, CARRYING.action)
    waiting = list(Quarantined.objects.waiting().order_by("node", "epoch", "sequence"))
    released = sum(_released(actor, each) for each in waiting)
    return released, len(waiting) - released


def _released(actor: Actor, waiting: Quarantined) -> bool:
    try:
        return _applied(actor, waiting)
    except (OperationalError, InterfaceError):
        raise
    except Exception:  # noqa: BLE001 -- whatever held it back still does; its reason is kept
        return False


@transaction.atomic
def _applied(actor: Actor, waiting: Quarantined) -> bool:
    peer = Peer.objects.get(node=waiting.node, epoch=waiting.epoch)
    row = Entry.objects.select_related("body").get(id=waiting.entry)
    _applied_count, held = effects.apply([row], peer)
    if held:
        return False
    record(
        NewEntry(verb="network.entry_released", actor=actor.id, subject=str(waiting.entry), body={})
    )
    return True
