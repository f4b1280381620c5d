"""Anchors: the head of the chain, signed by the node and copied to a second place.

Anchoring happens after the commit. When the second place cannot be written, the anchor waits
uncopied, `./moeli doctor` warns, and the next anchor takes it along: the desk never stops for it.
"""

import json
import logging
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, transaction

from moeli.platform import clock, node
from moeli.platform.journal import chain
from moeli.platform.journal.models import Anchor, Head

EVERY = 100

_log = logging.getLogger(__name__)


def after_commit(before: int, after: int) -> None:
    """Anchor once this transaction commits, if it passed a multiple of `EVERY` entries."""
    if after // EVERY > before // EVERY:
        transaction.on_commit(_anchor_quietly)


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
        _append_lines([_line(anchor) for anchor in waiting])
        Anchor.objects.filter(id__in=[each.id for each in waiting]).update(copied_at=clock.now())


def copies(node_id: UUID) -> Iterator[Anchor]:
    """The anchors of `node_id` as the second place holds them; unreadable lines raise ValueError."""
    path = _second_place()
    if path.exists():
        for line in path.read_text().splitlines():
            anchor = _from_line(line)
            if anchor.node == node_id:
                yield anchor


def _anchor_quietly() -> None:
    try:
        anchor_now()
    except (OSError, DatabaseError) as error:
        _log.warning("journal.anchor_failed", extra={"reason": type(error).__name__})


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


def _second_place() -> Path:
    return Path(settings.MOELI_ANCHOR_COPY)


def _append_lines(lines: list[str]) -> None:
    path = _second_place()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        file.writelines(lines)
        file.flush()
        os.fsync(file.fileno())


def _line(anchor: Anchor) -> str:
    table = {
        "node": str(anchor.node),
        "epoch": anchor.epoch,
        "sequence": anchor.sequence,
        "digest": bytes(anchor.digest).hex(),
        "signed_at": anchor.signed_at.isoformat(),
        "signature": bytes(anchor.signature).hex(),
        "public_key": bytes(anchor.public_key).hex(),
    }
    return json.dumps(table) + "\n"


def _from_line(line: str) -> Anchor:
    table = json.loads(line)
    return Anchor(
        node=UUID(table["node"]),
        epoch=table["epoch"],
        sequence=table["sequence"],
        digest=bytes.fromhex(table["digest"]),
        signed_at=datetime.fromisoformat(table["signed_at"]),
        signature=bytes.fromhex(table["signature"]),
        public_key=bytes.fromhex(table["public_key"]),
    )
