"""What entries of another node do here, and which of them are held back, each with its reason."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from uuid import UUID

from moeli.network.models import Peer
from moeli.platform import room
from moeli.platform.errors import MoeliError
from moeli.platform.journal import exchange
from moeli.platform.journal.bodies import opened
from moeli.platform.journal.models import Entry
from moeli.platform.keyring.errors import KeyringError
from moeli.platform.node import Role
from moeli.platform.room import Reach, Recorded
from moeli.platform.vault.envelope import key_id_of


@dataclass(frozen=True, slots=True)
class Held:
    """An entry held back; `reason` is a code or the name of an exception, never its text."""

    entry: Entry
    reason: str

    def told(self) -> dict[str, object]:
        """For the body of the journal's entry."""
        row = self.entry
        told = {"id": str(row.id), "sequence": row.sequence, "verb": row.verb}
        return {**told, "reason": self.reason}


def apply(
    rows: Sequence[Entry], peer: Peer, erased: AbstractSet[UUID] = frozenset(), failed: str = ""
) -> tuple[int, list[Held]]:
    """Apply what acts here, in order; returns how many did, and those held back.

    `failed` holds all of them back for that reason. What a projector raises is raised.
    """
    acting, held = [], []
    for row in rows:
        reason = held_back(row, peer)
        if reason or (failed and _acts(row, peer)):
            held.append(Held(row, reason or failed))
        elif _acts(row, peer) and key_id_of(bytes(row.body.sealed)) not in erased:
            acting.append(row)
    recorded, closed = _opened(acting)
    exchange.take_effect(recorded)
    return len(recorded), held + closed


def held_back(row: Entry, peer: Peer) -> str:
    """Why the entry must not act, whatever it holds; "" when it may."""
    if row.verb not in room.verbs():
        return "unknown_verb"
    if peer.role == Role.POST and row.place not in {"", peer.port}:
        return "foreign_place"
    return ""


def _acts(row: Entry, peer: Peer) -> bool:
    wanted = Reach.UP if peer.role == Role.POST else Reach.DOWN
    return room.verbs()[row.verb].reach is wanted


def _opened(rows: Sequence[Entry]) -> tuple[list[Recorded], list[Held]]:
    try:
        return opened(rows), []
    except (MoeliError, ValueError):
        return _opened_singly(rows)


def _opened_singly(rows: Sequence[Entry]) -> tuple[list[Recorded], list[Held]]:
    recorded, held = [], []
    for row in rows:
        try:
            recorded += opened([row])
        except MoeliError as error:
            if error.reason is not KeyringError.SHREDDED:
                held.append(Held(row, error.code))
        except ValueError:
            held.append(Held(row, "not_json"))
    return recorded, held
