"""Anchors: the head of the chain, signed by the node and copied to a second place.

Anchoring happens after the commit: in a process that answers requests by a thread of its own, so
that nobody at a desk waits for it. When the second place cannot be written, the anchor waits
uncopied, `./moeli doctor` warns, and the next anchor takes it along: the desk never stops for it.
"""

import logging
from collections.abc import Iterable
from threading import Event, Thread
from uuid import UUID

from django.db import Error, connection, transaction

from moeli.platform import clock, node
from moeli.platform.journal import chain, second_place
from moeli.platform.journal.models import Anchor, Head
from moeli.platform.logbook import note

EVERY = 100

_asked: Event | None = None  # of the thread that anchors; None: whoever committed does it herself


def after_commit(before: int, after: int) -> None:
    """Anchor once this transaction commits, if it passed a multiple of `EVERY` entries."""
    if after // EVERY > before // EVERY:
        transaction.on_commit(_anchor_quietly if _asked is None else _asked.set)


def leave_to_a_thread() -> None:
    """From now on a thread of this process anchors; whoever asks meanwhile is anchored together."""
    global _asked
    if _asked is None:
        _asked = Event()
        Thread(target=_anchor_when_asked, args=(_asked,), name="anchors", daemon=True).start()


def _anchor_when_asked(asked: Event) -> None:
    while asked.wait():
        asked.clear()
        try:
            _anchor_quietly()
        except Exception as error:  # noqa: BLE001 -- the thread lives on: the next one is tried
            _tell_failed(error)
        finally:
            connection.close()


def anchor_now() -> Anchor | None:
    """Sign the head as it stands and copy what is uncopied; None while nothing is recorded.

    Raises OSError when the second place cannot be written; the anchor itself is kept.
    """
    head = Head.objects.filter(node=node.current().id).first()
    if head is None or head.sequence == 0:
        return None
    anchor = _signed(head)
    copy_uncopied()
    return anchor


def copy_uncopied() -> None:
    """Append every uncopied anchor to the second place. Raises OSError."""
    waiting = list(Anchor.objects.filter(copied_at=None).order_by("epoch", "sequence"))
    if waiting:
        second_place.append(waiting)
        Anchor.objects.filter(id__in=[each.id for each in waiting]).update(copied_at=clock.now())


def copies(node_id: UUID, kept: Iterable[Anchor]) -> tuple[list[Anchor], list[int]]:
    """The anchors of `node_id` in the second place, and the numbers of its damaged lines.

    A line torn by a power cut is no damage when the whole line follows or the anchor, still in
    `kept`, waits to be copied again. Raises OSError.
    """
    found, whole, broken = [], [second_place.line(each) for each in kept], []
    for number, text in second_place.lines():
        anchor = second_place.from_line(text)
        if anchor is None:
            broken.append((number, text))
        elif anchor.node == node_id:
            found.append(anchor)
    return found, [number for number, text in broken if not _torn(text, whole)]


def _torn(text: bytes, whole: Iterable[bytes]) -> bool:
    return bool(text) and any(line.startswith(text) for line in whole)


def _anchor_quietly() -> None:
    try:
        anchor_now()
    except (OSError, Error) as error:
        _tell_failed(error)


def _tell_failed(error: Exception) -> None:
    note("journal.anchor_failed", level=logging.WARNING, error=type(error).__name__)


def _signed(head: Head) -> Anchor:
    this_node, digest, signed_at = node.current(), bytes(head.digest), clock.now()
    statement = chain.anchor_statement(head.node, head.epoch, head.sequence, digest, signed_at)
    anchor, _made = Anchor.objects.get_or_create(
        node=head.node,
        epoch=head.epoch,
        sequence=head.sequence,
        defaults={
            "digest": digest,
            "signed_at": signed_at,
            "signature": this_node.sign(statement),
            "public_key": this_node.public_bytes,
        },
    )
    return anchor
