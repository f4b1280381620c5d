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
    """What the verification of one node's chain found; `entries` is the last sequence."""

    node: UUID
    entries: int = 0
    anchor: LastAnchor | None = None
    findings: list[Finding] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return not self.findings

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
    """The report in sentences, the limit of the proof included."""
    lines = [f"{report.entries} entries, one chain, node {report.node}."]
    lines += [f"FOUND at {each.sequence}: {each.text}" for each in report.findings]
    if report.sound:
        lines.append("Every entry stands where and as it was recorded.")
    if report.anchor:
        kept = "here and at the second place" if report.anchor.copied else "here only, NOT copied"
        signed = f"{report.anchor.signed_at:%Y-%m-%d %H:%M:%S} UTC"
        lines.append(f"Last anchor: entry {report.anchor.sequence}, signed {signed}, kept {kept}.")
    else:
        lines.append("No anchor: nothing is proved against someone who holds the node key.")
    if report.anchor and report.unproved:
        lines.append(
            f"The {report.unproved} entries after it are linked, but cannot be proved against "
            "someone who holds the node key. ./moeli journal anchor anchors them now."
        )
    return lines
