"""Holding the chain against its anchors, those in the database and those in the second place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from moeli.platform.journal import anchors, chain
from moeli.platform.journal.models import Anchor
from moeli.platform.journal.report import LastAnchor, Report

DATABASE, SECOND_PLACE = "the database", "the second place"


@dataclass(frozen=True, slots=True)
class Anchors:
    """The anchors of one node and epoch in both places."""

    kept: tuple[Anchor, ...]
    copied: tuple[Anchor, ...]

    @property
    def sequences(self) -> frozenset[int]:
        """The entries that some anchor names."""
        return frozenset(each.sequence for each in self.kept + self.copied)

    def cut_after(self, sequence: int) -> tuple[int, "Anchors"]:
        """How many entries they name after `sequence`, and the anchors up to it."""
        lost = max(self.sequences, default=0) - sequence
        kept = tuple(each for each in self.kept if each.sequence <= sequence)
        copied = tuple(each for each in self.copied if each.sequence <= sequence)
        return max(0, lost), Anchors(kept, copied)


def gather(report: Report) -> Anchors:
    """The anchors of the report's chain; an unreadable second place is a finding."""
    kept = _kept(report)
    return Anchors(kept, _copied(report, kept))


def check(
    report: Report, anchored: Anchors, digests: Mapping[int, bytes], public_key: bytes
) -> None:
    """Hold every anchor against the stored `digests` of the chain, and both places together.

    `public_key` is the node's own: an anchor signed with another is forged.
    """
    stand = _Standing(report, digests, public_key)
    holding = [each for each in anchored.kept if stand.holds(each, DATABASE)]
    copies = [each for each in anchored.copied if stand.holds(each, SECOND_PLACE)]
    _compare(report, anchored)
    last = max(holding + copies, key=_at, default=None)
    if last:
        copied = _at(last) in {_at(each) for each in copies}
        report.anchor = LastAnchor(last.sequence, last.signed_at, copied)


def _kept(report: Report) -> tuple[Anchor, ...]:
    rows = Anchor.objects.filter(node=report.node, epoch=report.epoch)
    return tuple(rows.order_by("sequence"))


def _copied(report: Report, kept: Iterable[Anchor]) -> tuple[Anchor, ...]:
    try:
        copies, damaged = anchors.copies(report.node, kept)
    except OSError as error:
        report.find("copy_unreadable", 0, f"the second place cannot be read: {error.strerror}")
        return ()
    for number in damaged:
        report.find("copy_damaged", 0, f"line {number} of the second place is damaged")
    return tuple(each for each in copies if each.epoch == report.epoch)


@dataclass(frozen=True, slots=True)
class _Standing:
    """One chain as it stands, against which its anchors are held."""

    report: Report
    digests: Mapping[int, bytes]
    public_key: bytes

    def holds(self, anchor: Anchor, where: str) -> bool:
        """Whether `anchor` is signed by the node and names the chain as it stands."""
        sequence = anchor.sequence
        if not is_signed(anchor, self.public_key):
            text = f"anchor {sequence} in {where} is not signed with the key of this node"
            self.report.find("anchor_forged", sequence, text)
        elif sequence not in self.digests:
            text = f"entry {sequence} is missing, which an anchor in {where} names"
            self.report.find("truncated", sequence, text)
        elif self.digests[sequence] != bytes(anchor.digest):
            text = f"the chain up to {sequence} is not the one that an anchor in {where} names"
            self.report.find("rechained", sequence, text)
        else:
            return True
        return False


def is_signed(anchor: Anchor, public_key: bytes) -> bool:
    """Whether `anchor` is signed with the key whose 32 raw public bytes are given."""
    try:
        statement = chain.anchor_statement(
            anchor.node, anchor.epoch, anchor.sequence, bytes(anchor.digest), anchor.signed_at
        )
        key = Ed25519PublicKey.from_public_bytes(public_key)
        key.verify(bytes(anchor.signature), statement)
    except (InvalidSignature, AttributeError, OverflowError, TypeError, ValueError):
        return False  # the rest are values that no anchor of ours can hold
    return bytes(anchor.public_key) == public_key


def _compare(report: Report, anchored: Anchors) -> None:
    here = {_at(each): bytes(each.digest) for each in anchored.kept}
    there = {_at(each): bytes(each.digest) for each in anchored.copied}
    said_copied = {_at(each) for each in anchored.kept if each.copied_at}
    _miss(report, said_copied - there.keys(), SECOND_PLACE)
    _miss(report, there.keys() - {_at(each) for each in _kept(report)}, DATABASE)
    for at in sorted(here.keys() & there.keys()):
        if here[at] != there[at]:
            report.find("anchors_differ", at[1], f"the two places differ on anchor {at[1]}")


def _miss(report: Report, missing: Iterable[tuple[int, int]], where: str) -> None:
    for _epoch, sequence in sorted(missing):
        report.find("anchor_missing", sequence, f"anchor {sequence} is missing in {where}")


def _at(anchor: Anchor) -> tuple[int, int]:
    return anchor.epoch, anchor.sequence
