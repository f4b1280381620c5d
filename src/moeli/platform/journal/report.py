"""What a verification says: its findings, each with its place, and how far the proof reaches."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not stand as it was recorded; 0 is the sequence of no entry."""

    code: str
    sequence: int
    text: str


@dataclass(frozen=True, slots=True)
class LastAnchor:
    """The last anchor that holds; `copied` tells whether the second place has it too."""

    sequence: int
    signed_at: datetime
    copied: bool


@dataclass(slots=True)
class Report:
    """What the verification of one node's chain in one epoch found; `entries` counts them.

    `lost` are entries that an anchor names past the end of a `former` epoch: they were recorded
    after the backup that the node was restored from. A `sparse` chain is what headquarters chose
    to send: its entries are held singly.
    """

    node: UUID
    epoch: int = 1
    entries: int = 0
    lost: int = 0
    sparse: bool = False
    anchor: LastAnchor | None = None
    findings: list[Finding] = field(default_factory=list)
    former: list["Report"] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether nothing was found, in this epoch and in those before it."""
        return not self.findings and all(each.sound for each in self.former)

    @property
    def anchored(self) -> int:
        """The sequence up to which an anchor proves the chain; 0 without one."""
        return self.anchor.sequence if self.anchor else 0

    @property
    def unproved(self) -> int:
        """How many entries follow the last anchor."""
        return max(0, self.entries - self.anchored)

    def find(self, code: str, sequence: int, text: str) -> None:
        """Add a finding, once."""
        finding = Finding(code, sequence, text)
        if finding not in self.findings:
            self.findings.append(finding)


def described(report: Report) -> list[str]:
    """The report in sentences, former epochs first, the limit of the proof included."""
    lines = [line for each in report.former for line in described(each)]
    lines.append(f"{report.entries} entries, one chain, node {report.node}, epoch {report.epoch}.")
    lines += [f"FOUND at {each.sequence}: {each.text}" for each in report.findings]
    if not report.findings:
        lines.append("Every entry stands where and as it was recorded.")
    if report.lost:
        lines.append(
            f"{report.lost} entries that followed were lost when the node was restored: an anchor "
            "names them. What had been carried to headquarters stands there."
        )
    return lines if report.sparse else lines + _reach_of_proof(report)


def _reach_of_proof(report: Report) -> list[str]:
    if report.anchor is None:
        return ["No anchor: nothing is proved against someone who holds the node key."]
    kept = "here and at the second place" if report.anchor.copied else "here only, NOT copied"
    signed = f"{report.anchor.signed_at:%Y-%m-%d %H:%M:%S} UTC"
    lines = [f"Last anchor: entry {report.anchor.sequence}, signed {signed}, kept {kept}."]
    if report.unproved:
        lines.append(
            f"The {report.unproved} entries after it are linked, but cannot be proved against "
            "someone who holds the node key. ./moeli journal anchor anchors them now."
        )
    return lines
