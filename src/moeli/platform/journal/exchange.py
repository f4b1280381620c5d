"""Entries on their way between nodes: read from this node's chains, kept from another's.

What comes from another node is kept as it was signed there: it is never linked to this node's
chain, never authorised and never recorded again. Only its effect is applied, where the reach of
its verb says so.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from uuid import UUID

from moeli.platform.journal import effects
from moeli.platform.journal.anchoring import is_signed
from moeli.platform.journal.carried import Carried
from moeli.platform.journal.models import Anchor, Body, Entry
from moeli.platform.room import Recorded

_CHUNK = 500


def epochs_of(node: UUID) -> list[int]:
    """The epochs in which entries of `node` are kept here."""
    rows = Entry.objects.filter(node=node).order_by("epoch")
    return list(rows.values_list("epoch", flat=True).distinct())


def entries_after(
    node: UUID,
    epoch: int,
    sequence: int,
    *,
    verbs: Collection[str] | None = None,
    places: Collection[str] | None = None,
) -> Iterator[Carried]:
    """The entries of one chain after `sequence`, in order; of these verbs and places, if named."""
    rows = Entry.objects.filter(node=node, epoch=epoch, sequence__gt=sequence)
    rows = rows if verbs is None else rows.filter(verb__in=verbs)
    rows = rows if places is None else rows.filter(place__in=places)
    for row in rows.in_order().select_related("body").iterator(chunk_size=_CHUNK):
        yield _carried(row)


def digests_between(node: UUID, epoch: int, first: int, last: int) -> Mapping[int, bytes]:
    """The digests of what is kept of one chain, from `first` to `last`."""
    rows = Entry.objects.filter(node=node, epoch=epoch, sequence__range=(first, last))
    return {sequence: bytes(digest) for sequence, digest in rows.values_list("sequence", "digest")}


def any_kept(ids: Iterable[UUID]) -> bool:
    """Whether an entry with one of these ids is kept here already."""
    return Entry.objects.filter(id__in=list(ids)).exists()


def keep(carried: Sequence[Carried]) -> list[Entry]:
    """Keep entries of another node, whose digests hold; returns them with their bodies."""
    rows = [_row(each) for each in carried]
    bodies = [
        Body(entry=row, key_subject=each.key_subject, sealed=each.sealed)
        for row, each in zip(rows, carried, strict=True)
    ]
    Entry.objects.bulk_create(rows, batch_size=_CHUNK)
    Body.objects.bulk_create(bodies, batch_size=_CHUNK)
    return rows


def anchors_between(node: UUID, epoch: int, first: int, last: int) -> list[Anchor]:
    """The anchors of one chain from `first` to `last`."""
    rows = Anchor.objects.filter(node=node, epoch=epoch, sequence__range=(first, last))
    return list(rows.order_by("sequence"))


def keep_anchors(anchors: Iterable[Anchor], public_key: bytes) -> None:
    """Keep those anchors of another node that its key signed; a copy goes to the second place."""
    signed = [each for each in anchors if is_signed(each, public_key)]
    Anchor.objects.bulk_create(signed, ignore_conflicts=True)


def take_effect(recorded: Sequence[Recorded]) -> None:
    """Write the rows of entries of another node, in order, and tell the listeners that ask."""
    effects.take_together(recorded, lambda listener: listener.on_import)


def _carried(row: Entry) -> Carried:
    body = row.body
    return Carried(
        row.envelope(),
        bytes(row.previous),
        bytes(row.digest),
        body.key_subject,
        bytes(body.sealed),
    )


def _row(carried: Carried) -> Entry:
    envelope = carried.envelope
    return Entry(
        id=envelope.id,
        node=envelope.node,
        epoch=envelope.epoch,
        sequence=envelope.sequence,
        verb=envelope.verb,
        actor=envelope.actor,
        subject=envelope.subject,
        place=envelope.place,
        occurred_at=envelope.occurred_at,
        recorded_at=envelope.recorded_at,
        body_digest=envelope.body_digest,
        previous=carried.previous,
        digest=carried.digest,
    )
