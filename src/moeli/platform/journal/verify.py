"""Proving the chain: does every entry stand where, and as, it was recorded?

The chain alone proves that nothing was changed without recomputing all that follows; an anchor
proves it also against someone who recomputes, up to the entry it names. What follows the last
anchor cannot be proved against someone who holds the node key, and the report says so.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from uuid import UUID

from moeli.platform import node
from moeli.platform.journal import anchoring, chain, epochs
from moeli.platform.journal.models import Entry, Head
from moeli.platform.journal.report import Report

_CHUNK = 2000
_MISSHAPEN = (AttributeError, OverflowError, TypeError, ValueError)


@dataclass(frozen=True, slots=True)
class Chain:
    """One node's chain in one epoch: where it must end, and the key that signs its anchors.

    `sparse` are the entries that headquarters chose for a post: each is held by itself.
    """

    node: UUID
    epoch: int
    public_key: bytes
    sequence: int
    digest: bytes
    sparse: bool = False


def verify() -> Report:
    """Check this node's chains of all epochs, their bodies, ends and anchors in both places.

    It may run while the desk records: what is recorded meanwhile is no finding.
    """
    this_node = node.current()
    head = Head.objects.filter(node=this_node.id).first()
    epoch, sequence = (head.epoch, head.sequence) if head else (this_node.epoch, 0)
    digest = bytes(head.digest) if head else b""
    last = Chain(this_node.id, epoch, this_node.public_bytes, sequence, digest)
    report = _verified(last, lambda: _own_sequence(epoch))
    report.former = list(_former(last))
    _find_strays(report)
    return report


def verify_imported(end: Chain, ends_now: Callable[[], int]) -> Report:
    """Check a chain that came from another node; `ends_now` tells where it ends by now."""
    return _verified(end, ends_now)


def _own_sequence(epoch: int) -> int:
    now = Head.objects.filter(node=node.current().id, epoch=epoch).first()
    return now.sequence if now else 0


def _former(later: Chain) -> Iterator[Report]:
    """The reports of the epochs before `later`, the first one first."""
    end = epochs.end_before(later.node, later.epoch)
    if end is None or end.epoch >= later.epoch:
        return
    former = Chain(later.node, end.epoch, later.public_key, end.sequence, end.digest)
    yield from _former(former)
    yield _verified(former, lambda: end.sequence, ended=True)


def _find_strays(report: Report) -> None:
    known = {report.epoch, *(each.epoch for each in report.former)}
    strays = Entry.objects.filter(node=report.node).exclude(epoch__in=known)
    for row in strays.in_order().only("epoch", "sequence")[:_CHUNK]:
        report.find("inserted", row.sequence, f"an entry was put in at {row.sequence}")


def _verified(end: Chain, ends_now: Callable[[], int], *, ended: bool = False) -> Report:
    report = Report(end.node, end.epoch, sparse=end.sparse)
    anchored = anchoring.gather(report)
    if ended:
        report.lost, anchored = anchored.cut_after(end.sequence)
    digests = _walk(report, {end.sequence} | anchored.sequences)
    if not end.sparse:
        _check_end(report, end, ends_now, digests)
        anchoring.check(report, anchored, digests, end.public_key)
    return report


def _walk(report: Report, wanted: Collection[int]) -> dict[int, bytes]:
    """Follow the links; returns the stored digests of the `wanted` sequences."""
    digests: dict[int, bytes] = {}
    try:
        for row in _singly(report) if report.sparse else _linked(report):
            if row.sequence in wanted:
                digests[row.sequence] = bytes(row.digest)
    except _MISSHAPEN:  # a value no column of ours can hold: written past Django
        after = report.entries
        report.find("unreadable", after + 1, f"what follows entry {after} cannot be read")
    return digests


def _linked(report: Report) -> Iterator[Entry]:
    previous = b""
    for row in _entries(report):
        if row.sequence <= report.entries:
            report.find("inserted", row.sequence, f"an entry was put in at {row.sequence}")
            continue
        if row.sequence != report.entries + 1:
            _missing(report, report.entries + 1, row.sequence - 1)
        _check_link(report, row, previous or chain.genesis(row.node, row.epoch))
        _check_body(report, row)
        previous, report.entries = bytes(row.digest), row.sequence
        yield row


def _singly(report: Report) -> Iterator[Entry]:
    for row in _entries(report):
        _check_link(report, row, bytes(row.previous))
        _check_body(report, row)
        report.entries += 1
        yield row


def _entries(report: Report) -> Iterator[Entry]:
    rows = Entry.objects.filter(node=report.node, epoch=report.epoch)
    return rows.in_order().select_related("body").iterator(chunk_size=_CHUNK)


def _missing(report: Report, first: int, last: int) -> None:
    which = f"entry {first} is" if first == last else f"entries {first} to {last} are"
    report.find("removed", first, f"{which} missing")


def _check_link(report: Report, row: Entry, previous: bytes) -> None:
    if bytes(row.previous) != previous:
        report.find(
            "unlinked", row.sequence, f"entry {row.sequence} does not follow the one before"
        )
    if bytes(row.digest) != _recomputed(row):
        report.find("changed", row.sequence, f"entry {row.sequence} was changed")


def _recomputed(row: Entry) -> bytes | None:
    try:
        return chain.entry_digest(bytes(row.previous), row.envelope())
    except _MISSHAPEN:
        return None


def _check_body(report: Report, row: Entry) -> None:
    body = getattr(row, "body", None)
    if body is None:
        report.find("body_removed", row.sequence, f"the body of entry {row.sequence} is missing")
    elif not _is_body_of(row, body.sealed):
        report.find("body_changed", row.sequence, f"the body of entry {row.sequence} was changed")


def _is_body_of(row: Entry, sealed: object) -> bool:
    if not isinstance(sealed, bytes | memoryview):
        return False
    return chain.body_digest(bytes(sealed)) == bytes(row.body_digest)


def _check_end(
    report: Report, end: Chain, ends_now: Callable[[], int], digests: dict[int, bytes]
) -> None:
    sequence, entries = end.sequence, report.entries
    if sequence > entries:
        report.find("truncated", sequence, f"the chain ends at {entries}, not {sequence}")
    elif sequence < entries and ends_now() < entries:
        report.find("appended", entries, f"entries after {sequence} were added by hand")
    if 0 < sequence <= entries and end.digest != digests.get(sequence):
        report.find("head_changed", sequence, f"the head does not match entry {sequence}")
