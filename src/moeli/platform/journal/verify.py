"""Proving the chain: does every entry stand where, and as, it was recorded?

The chain alone proves that nothing was changed without recomputing all that follows; an anchor
proves it also against someone who recomputes, up to the entry it names. What follows the last
anchor cannot be proved against someone who holds the node key, and the report says so.
"""

from collections.abc import Collection, Iterator

from moeli.platform import node
from moeli.platform.journal import anchoring, chain
from moeli.platform.journal.models import Entry, Head
from moeli.platform.journal.report import Report

_CHUNK = 2000
_MISSHAPEN = (AttributeError, OverflowError, TypeError, ValueError)


def verify() -> Report:
    """Check this node's whole chain, its bodies, its head and its anchors in both places.

    It may run while the desk records: what is recorded meanwhile is no finding.
    """
    report = Report(node.current().id)
    head = _head(report)
    anchored = anchoring.gather(report)
    wanted = {head.sequence} if head else set()
    digests = _walk(report, wanted | anchored.sequences)
    _check_head(report, head, digests)
    anchoring.check(report, anchored, digests)
    return report


def _head(report: Report) -> Head | None:
    return Head.objects.filter(node=report.node).first()


def _walk(report: Report, wanted: Collection[int]) -> dict[int, bytes]:
    """Follow the links; returns the stored digests of the `wanted` sequences."""
    digests: dict[int, bytes] = {}
    try:
        for row in _linked(report):
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


def _entries(report: Report) -> Iterator[Entry]:
    rows = Entry.objects.filter(node=report.node).in_order().select_related("body")
    return rows.iterator(chunk_size=_CHUNK)


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


def _check_head(report: Report, head: Head | None, digests: dict[int, bytes]) -> None:
    sequence = head.sequence if head else 0
    if sequence > report.entries:
        report.find("truncated", sequence, f"the chain ends at {report.entries}, not {sequence}")
    elif _grew_meanwhile(report, head) < report.entries:
        report.find("appended", report.entries, f"entries after {sequence} were added by hand")
    if head and 0 < sequence <= report.entries and bytes(head.digest) != digests.get(sequence):
        report.find("head_changed", sequence, f"the head does not match entry {sequence}")


def _grew_meanwhile(report: Report, head: Head | None) -> int:
    """Where the chain ends now, if it ended at `head` when the verification began."""
    if head is None or head.sequence == report.entries:
        return report.entries if head else 0
    now = _head(report)
    return now.sequence if now else 0
