"""The rows that the verbs of this room stand for; applied again, they change nothing."""

from datetime import date, datetime
from uuid import UUID

from moeli.network.models import Acknowledgement, Peer, Quarantined
from moeli.platform.journal import chain
from moeli.platform.room import Recorded


def peer_admitted(recorded: Recorded) -> None:
    """The node in its epoch; its former epochs are closed if they were signed with another key.

    A new epoch may have lost what the last one acknowledged: all is sent to it again.
    """
    body = recorded.body
    node, epoch = UUID(body["node"]), body["epoch"]
    public_key = bytes.fromhex(body["public_key"])
    _peer, made = Peer.objects.get_or_create(
        node=node,
        epoch=epoch,
        defaults={
            "id": UUID(recorded.subject),
            "role": body["role"],
            "port": body["port"],
            "live_from": date.fromisoformat(body["live_from"]) if body["live_from"] else None,
            "public_key": public_key,
            "sealing_key": bytes.fromhex(body["sealing_key"]),
            "admitted_by": recorded.actor,
            "admitted_at": recorded.occurred_at,
            "digest": chain.genesis(node, epoch),
        },
    )
    if made:
        Acknowledgement.objects.filter(node=node).delete()
    former = Peer.objects.filter(node=node, epoch__lt=epoch, closed_at=None)
    former.exclude(public_key=public_key).update(closed_at=recorded.occurred_at)


def batch_imported(recorded: Recorded) -> None:
    """How far the node was heard, how wrong its clock is, and what it has of ours."""
    body = recorded.body
    peer = Peer.objects.filter(id=UUID(recorded.subject))
    before = peer.filter(sequence__lt=body["last"])
    before.update(sequence=body["last"], digest=bytes.fromhex(body["digest"]))
    sent_at = datetime.fromisoformat(body["sent_at"])
    heard = {"heard_sent_at": sent_at, "heard_at": recorded.occurred_at, "skew": body["skew"]}
    peer.update(**heard)
    if not Peer.objects.filter(node=UUID(body["node"]), epoch__gt=body["epoch"]).exists():
        _acknowledge(UUID(body["node"]), dict(body["acknowledged"]))


def entries_quarantined(recorded: Recorded) -> None:
    """The entries that wait."""
    for each in recorded.body["entries"]:
        Quarantined.objects.get_or_create(
            entry=UUID(each["id"]),
            defaults={
                "node": UUID(recorded.body["node"]),
                "epoch": recorded.body["epoch"],
                "sequence": each["sequence"],
                "verb": each["verb"],
                "reason": each["reason"],
                "since": recorded.occurred_at,
            },
        )


def entry_released(recorded: Recorded) -> None:
    """The entry waits no longer."""
    waiting = Quarantined.objects.waiting().filter(entry=UUID(recorded.subject))
    waiting.update(released_at=recorded.occurred_at)


def _acknowledge(node: UUID, acknowledged: dict[int, int]) -> None:
    for epoch, sequence in acknowledged.items():
        row, made = Acknowledgement.objects.get_or_create(
            node=node, epoch=epoch, defaults={"sequence": sequence}
        )
        if not made:  # an older batch that comes late takes nothing back
            later = Acknowledgement.objects.filter(pk=row.pk, sequence__lt=sequence)
            later.update(sequence=sequence)
