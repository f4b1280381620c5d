"""A post without a database: a chain, keys, and hands that can write any batch, true or forged."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from moeli.network import services
from moeli.network.models import Peer
from moeli.network.wire.card import Card
from moeli.network.wire.frames import MAGIC, Frame
from moeli.network.wire.parts import joined
from moeli.network.wire.payload import Payload
from moeli.network.wire.statement import Kind, Statement, keys_context
from moeli.platform import node
from moeli.platform.access.actor import SYSTEM
from moeli.platform.ids import uuid7
from moeli.platform.journal import chain
from moeli.platform.journal.carried import Carried
from moeli.platform.journal.chain import Envelope
from moeli.platform.keyring import node_seal
from moeli.platform.node import Role
from moeli.platform.vault import envelope
from moeli.platform.vault.envelope import Binding
from moeli.platform.vault.sealing import seal_to

START = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)


@dataclass
class Sender:
    """A post as headquarters meets it. `chain` are its entries, from 1 on."""

    port: str = "MSB"
    epoch: int = 1
    role: Role = Role.POST
    id: UUID = field(default_factory=uuid7)
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    data_key: bytes = field(default_factory=envelope.fresh_key)
    data_key_id: UUID = field(default_factory=uuid7)
    chain: list[Carried] = field(default_factory=list)

    def card(self) -> Card:
        public = self.key.public_key().public_bytes_raw()
        return Card(self.id, self.epoch, self.role, self.port, None, public, bytes(range(32)))

    def admitted(self) -> Peer:
        """The peer that headquarters has after its administrator compared the fingerprint."""
        card = self.card()
        text = card.to_text(self.key.sign(card.statement()))
        return services.admit(actor=SYSTEM, text=text, fingerprint=card.fingerprint)

    def known(self) -> Peer:
        """The same peer without the ceremony: for runs by the hundred."""
        return Peer.objects.create(
            node=self.id,
            epoch=self.epoch,
            role=self.role.value,
            port=self.port,
            public_key=self.key.public_key().public_bytes_raw(),
            sealing_key=bytes(range(32)),
            admitted_by="system",
            admitted_at=START,
            digest=chain.genesis(self.id, self.epoch),
        )

    def record(self, verb: str, subject: str = "", place: str = "", **body: Any) -> Carried:
        """The next entry of its chain."""
        made = self.entry(len(self.chain) + 1, self.head, verb, subject, place, body)
        self.chain.append(made)
        return made

    @property
    def head(self) -> bytes:
        return self.chain[-1].digest if self.chain else chain.genesis(self.id, self.epoch)

    def entry(
        self, sequence: int, previous: bytes, verb: str, subject: str, place: str, body: Any
    ) -> Carried:
        id, month = uuid7(), f"node:{self.id}:2026-11"
        binding = Binding(month, "journal", "journal.Body", "sealed", str(id))
        plain = body if isinstance(body, bytes) else json.dumps(body).encode()
        sealed = envelope.encrypt(self.data_key, self.data_key_id, binding, plain)
        at = START + timedelta(seconds=sequence)
        about = (verb, "officer-1", subject or str(id), place, at, at, chain.body_digest(sealed))
        told = Envelope(self.id, self.epoch, sequence, id, *about)
        return Carried(told, previous, chain.entry_digest(previous, told), month, sealed)

    def frame(self, entries: Sequence[Carried] | None = None, **changes: Any) -> Frame:
        """A batch of `entries` (all), signed; `changes` replace parts of statement or payload."""
        entries = tuple(self.chain if entries is None else entries)
        statement = self._statement(entries, changes)
        payload = Payload(
            sent_at=changes.get("sent_at", START),
            entries=entries,
            keys=changes.get("keys", self.sealed_keys(statement)),
            erased=changes.get("erased", frozenset()),
            anchors=changes.get("anchors", ()),
            acknowledged=changes.get("acknowledged", {}),
            heard=changes.get("heard"),
        ).to_bytes()
        statement = replace(statement, payload_digest=sha256(payload).digest())
        signed = statement.to_bytes()
        return Frame(signed, changes.get("signer", self.key).sign(signed), payload)

    def sealed_keys(self, statement: Statement) -> bytes:
        row = joined(
            self.data_key_id.bytes, f"node:{self.id}:2026-11".encode(), b"journal", self.data_key
        )
        return seal_to(_recipient(), keys_context(statement), joined(row))

    def _statement(self, entries: Sequence[Carried], changes: dict[str, Any]) -> Statement:
        first = entries[0].envelope.sequence if entries else len(self.chain) + 1
        return Statement(
            changes.get("kind", Kind.UP if self.role is Role.POST else Kind.DOWN),
            changes.get("node", self.id),
            changes.get("epoch", self.epoch),
            changes.get("recipient", node.current().id),
            changes.get("first", first),
            changes.get("last", first + len(entries) - 1),
            b"",
        )


def _recipient() -> bytes:
    if node.current().role is Role.POST:
        return node.current().receiving_key.public_key().public_bytes_raw()
    return node_seal.sealing_public()


def written(path: Path, *frames: Frame) -> Path:
    """A file of these frames."""
    path.write_bytes(MAGIC + b"".join(frame.to_bytes() for frame in frames))
    return path


def imported(path: Path, *frames: Frame) -> list[services.Taken]:
    """What headquarters makes of a file of these frames."""
    return list(services.import_file(actor=SYSTEM, path=written(path, *frames)))
