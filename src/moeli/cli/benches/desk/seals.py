"""The envelopes of one field of many rows, all under the key of one month."""

from dataclasses import dataclass

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from moeli.cli.benches.desk.chance import Chance
from moeli.crossings.sealing import SCOPE as CROSSING
from moeli.platform.journal.bodies import SCOPE as JOURNAL
from moeli.platform.keyring import services as keyring
from moeli.platform.vault import envelope
from moeli.platform.vault.envelope import Binding

_ANY_ROW = "0" * 36  # as long as every identifier
_NONCE_BYTES = 12


class Seal:
    """Seals as the keyring does; the key is asked for once, and the cipher made once."""

    def __init__(self, binding: Binding, chance: Chance) -> None:
        id = envelope.key_id_of(keyring.seal(binding, b""))  # which makes the key of a new month
        [portable] = keyring.export_keys(ids=[id])
        self._cipher, self._chance = AESGCM(portable.key), chance
        self._begins = envelope.VERSION + id.bytes
        self._bound = binding.associated_data(id).removesuffix(_ANY_ROW.encode())

    def sealed(self, row: str, plaintext: bytes) -> bytes:
        """The envelope of `plaintext` in the row of this identifier."""
        nonce = self._chance.take(_NONCE_BYTES)
        covered = self._bound + row.encode()
        return self._begins + nonce + self._cipher.encrypt(nonce, plaintext, covered)


@dataclass(frozen=True, slots=True)
class Month:
    """What the node records in one month is sealed for this vault subject."""

    subject: str
    bodies: Seal
    zones: Seal


def month(subject: str, chance: Chance) -> Month:
    """The seals of a month; its keys are made where they are not there yet."""
    body = Binding(subject, JOURNAL, "journal.Body", "sealed", _ANY_ROW)
    zone = Binding(subject, CROSSING, "crossings.Inspection", "zone", _ANY_ROW)
    return Month(subject, Seal(body, chance), Seal(zone, chance))
