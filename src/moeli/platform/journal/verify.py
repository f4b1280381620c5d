"""Proving the chain: does every entry stand where, and as, it was recorded?

The chain alone proves that nothing was changed without recomputing all that follows; an anchor
proves it also against someone who recomputes, up to the entry it names. What follows the last
anchor cannot be proved against someone who holds the node key, and the report says so.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from moeli.platform import node
from moeli.platform.journal import anchors, chain
from moeli.platform.journal.models import Anchor, Entry, Head

_CHUNK = 2000


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not stand as it was recorded."""

    code: str
    sequence: int
    text: str


@dataclass(slots=True)
class Report:
    """What the verification of one node's chain found."""

    node: UUID
    entries: int = 0
    anchored: int = 0
    findings: list[Finding] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return not self.findings

    @property
    def unproved(self) -> int:
        """How many entries follow the last anchor."""
        return max(0, self.entries - self.anchored)

    def find(self, code: str, sequence: int, text: str) -> None:
        """Add a finding."""
        self.findings.append(Finding(code, sequence, text))


def verify() -> Report:
    """Check this node's whole chain, its bodies, its head and its anchors in both places."""
    this_node = node.current()
    report = Report(this_node.id)
    head = Head.objects.filter(node=report.node).first()
    kept = list(Anchor.objects.filter(node=report.node).order_by("sequence"))
    copied = _read_copies(report)
    wanted = {each.sequence for each in kept + copied} | {head.sequence if head else 0}
    digests = _walk(report, this_node.epoch, wanted)
    _check_head(report, head, digests)
    _check_anchors(report, kept, copied, digests)
    return report


def _walk(report: Report, epoch: int, wanted: set[int]) -> dict[int, bytes]:
    """Follow the links; returns the recomputed digests of the `wanted` sequences."""
    expected, previous = 1, chain.genesis(report.node, epoch)
    digests: dict[int, bytes] = {}
    for row in _entries(report.node):
        if row.sequence != expected:
            report.find("removed", expected, f"entries {expected} to {row.sequence - 1} are missing")
        previous = _check_link(report, row, previous)
        _check_body(report, row)
        if row.sequence in wanted:
            digests[row.sequence] = previous
        report.entries, expected = row.sequence, row.sequence + 1
    return digests


def _entries(node_id: UUID) -> Iterator[Entry]:
    rows = Entry.objects.filter(node=node_id).in_order().select_related("body")
    return rows.iterator(chunk_size=_CHUNK)


def _check_link(report: Report, row: Entry, previous: bytes) -> bytes:
    if bytes(row.previous) != previous:
        report.find("unlinked", row.sequence, f"entry {row.sequence} does not follow the one before")
    recomputed = chain.entry_digest(bytes(row.previous), row.envelope())
    if bytes(row.digest) != recomputed:
        report.find("changed", row.sequence, f"entry {row.sequence} was changed")
    return recomputed


def _check_body(report: Report, row: Entry) -> None:
    body = getattr(row, "body", None)
    if body is None:
        report.find("body_removed", row.sequence, f"the body of entry {row.sequence} is missing")
    elif chain.body_digest(bytes(body.sealed)) != bytes(row.body_digest):
        report.find("body_changed", row.sequence, f"the body of entry {row.sequence} was changed")


def _check_head(report: Report, head: Head | None, digests: dict[int, bytes]) -> None:
    sequence = head.sequence if head else 0
    if sequence > report.entries:
        report.find("truncated", sequence, f"the chain ends at {report.entries}, not {sequence}")
    elif sequence < report.entries:
        report.find("appended", report.entries, f"entries after {sequence} were added by hand")
    elif head and sequence and bytes(head.digest) != digests.get(sequence):
        report.find("head_changed", sequence, "the head does not match the last entry")


def _check_anchors(
    report: Report, kept: list[Anchor], copied: list[Anchor], digests: dict[int, bytes]
) -> None:
    for anchor in kept + copied:
        _check_anchor(report, anchor, digests)
    _compare(report, kept, copied)
    report.anchored = max((each.sequence for each in kept + copied), default=0)


def _read_copies(report: Report) -> list[Anchor]:
    try:
        return list(anchors.copies(report.node))
    except (OSError, ValueError, KeyError):
        report.find("copy_unreadable", 0, "the copy of the anchors in the second place is damaged")
        return []


def _check_anchor(report: Report, anchor: Anchor, digests: dict[int, bytes]) -> None:
    if not _signed_by_node(anchor):
        report.find("anchor_forged", anchor.sequence, f"anchor {anchor.sequence} is not signed")
    elif anchor.sequence not in digests:
        report.find("truncated", anchor.sequence, f"anchored entry {anchor.sequence} is missing")
    elif digests[anchor.sequence] != bytes(anchor.digest):
        report.find(
            "rechained", anchor.sequence, f"the chain up to anchor {anchor.sequence} was rewritten"
        )


def _signed_by_node(anchor: Anchor) -> bool:
    statement = chain.anchor_statement(
        anchor.node, anchor.epoch, anchor.sequence, bytes(anchor.digest), anchor.signed_at
    )
    try:
        key: Ed25519PublicKey = node.current().public_key
        key.verify(bytes(anchor.signature), statement)
    except InvalidSignature:
        return False
    return True


def _compare(report: Report, kept: Iterable[Anchor], copied: Iterable[Anchor]) -> None:
    here = {each.sequence: bytes(each.digest) for each in kept if each.copied_at}
    there = {each.sequence: bytes(each.digest) for each in copied}
    for sequence in sorted(here.keys() ^ there.keys()):
        where = "the second place" if sequence in here else "the database"
        report.find("anchor_missing", sequence, f"anchor {sequence} is missing in {where}")
    for sequence in sorted(here.keys() & there.keys()):
        if here[sequence] != there[sequence]:
            report.find("anchors_differ", sequence, f"the two places differ on anchor {sequence}")
