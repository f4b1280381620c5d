"""The epochs of this node: each has a chain of its own, which says where the last one ended.

A node restored from a backup would use sequences again that others may have seen with other
content. So its epoch is raised; its first entry then names epoch, sequence and digest where the
database it was restored to ended.
"""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from moeli.platform.errors import ErrorCode, MoeliError
from moeli.platform.journal import chain
from moeli.platform.journal.models import Entry, Head
from moeli.platform.node import Node
from moeli.platform.prepared import Asked, Prepared

BEGUN = "journal.epoch_begun"
_LOCKED = Prepared(lambda: Head.objects.select_for_update().filter(node=Asked("node")))


class JournalError(ErrorCode):
    """Why nothing can be recorded."""

    EPOCH_BEHIND = (
        "epoch_behind",
        _(
            "node.toml says epoch %(epoch)d, but the journal is already at %(head)d. "
            "Put the newer node.toml back."
        ),
        500,
    )


@dataclass(frozen=True, slots=True)
class End:
    """Where the chain of one epoch ended."""

    epoch: int
    sequence: int
    digest: bytes

    def __str__(self) -> str:
        return f"{self.epoch}:{self.sequence}:{self.digest.hex()}"


def locked_head(this_node: Node) -> Head:
    """The head of this node's chain, locked until the transaction ends; made when it is absent."""
    head = _LOCKED.first(node=this_node.id)
    if head is None:
        first = chain.genesis(this_node.id, this_node.epoch)
        start = {"epoch": this_node.epoch, "sequence": 0, "digest": first}
        Head.objects.get_or_create(node=this_node.id, defaults=start)
        head = Head.objects.select_for_update().get(node=this_node.id)
    return head


def begins(head: Head, this_node: Node) -> bool:
    """Whether the next entry begins an epoch; `head` is locked.

    Raises MoeliError when node.toml is behind the journal.
    """
    if head.epoch > this_node.epoch:
        raise MoeliError(JournalError.EPOCH_BEHIND, epoch=this_node.epoch, head=head.epoch)
    return head.epoch < this_node.epoch


def begin(head: Head, this_node: Node) -> str:
    """Move `head` to the beginning of the new epoch; returns where the last one ended."""
    end = End(head.epoch, head.sequence, bytes(head.digest))
    head.epoch, head.sequence = this_node.epoch, 0
    head.digest = chain.genesis(this_node.id, this_node.epoch)
    return str(end)


def end_before(node: UUID, epoch: int) -> End | None:
    """Where the epoch before `epoch` ended, by what its first entry says; None for none."""
    first = Entry.objects.filter(node=node, epoch=epoch, sequence=1, verb=BEGUN).first()
    if first is None:
        return None
    try:
        former, sequence, digest = first.subject.split(":")
        return End(int(former), int(sequence), bytes.fromhex(digest))
    except ValueError:
        return None  # a changed entry: its own link says so
