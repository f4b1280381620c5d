"""An entry between two nodes: its envelope, its place in the chain, its encrypted body. Pure."""

from dataclasses import dataclass

from moeli.platform.journal import chain
from moeli.platform.journal.chain import Envelope


@dataclass(frozen=True, slots=True)
class Carried:
    """An entry between nodes, with its encrypted body byte for byte."""

    envelope: Envelope
    previous: bytes
    digest: bytes
    key_subject: str
    sealed: bytes

    @property
    def holds(self) -> bool:
        """Whether the digest is that of envelope and body."""
        sound = self.envelope.body_digest == chain.body_digest(self.sealed)
        return sound and self.digest == chain.entry_digest(self.previous, self.envelope)
