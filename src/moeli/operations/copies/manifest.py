"""The last page of a backup: what is in it, signed by the node that made it.

Its presence says that the backup is whole. The signature says which node wrote it: whoever knows
the public key can encrypt to it, so a file that opens is not yet one of ours.
"""

import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from moeli.operations.copies.inventory import Inventory
from moeli.operations.errors import OperationsError
from moeli.platform import keyfiles
from moeli.platform.errors import MoeliError
from moeli.platform.node.description import keys_folder

FORMAT = 1
_CONTEXT = b"moeli.backup.manifest.v1\n"
_NODE_KEY = "node.key"


@dataclass(frozen=True, slots=True)
class Kept:
    """One file of a backup."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds; `node` is node.toml, `files` are named by their path in the home."""

    made_at: str
    version: str
    engine: str
    node: Mapping[str, Any]
    inventory: Inventory
    files: Mapping[str, Kept]

    def to_bytes(self, home: Path) -> bytes:
        """The page as JSON, signed with the node key in `home`."""
        body = json.dumps({"format": FORMAT, **asdict(self)}, sort_keys=True, default=str)
        key = Ed25519PrivateKey.from_private_bytes(keyfiles.read(keys_folder(home) / _NODE_KEY))
        public = key.public_key().public_bytes_raw().hex()
        signature = key.sign(_CONTEXT + body.encode()).hex()
        return json.dumps({"body": body, "public_key": public, "signature": signature}).encode()

    @classmethod
    def of_bytes(cls, data: bytes) -> tuple[Self, str]:
        """The manifest and the fingerprint of the node that signed it.

        Raises MoeliError `backup_unreadable`.
        """
        try:
            page = json.loads(data)
            public = bytes.fromhex(page["public_key"])
            signature, body = bytes.fromhex(page["signature"]), str(page["body"])
            Ed25519PublicKey.from_public_bytes(public).verify(signature, _CONTEXT + body.encode())
            return cls._of_table(json.loads(body)), fingerprint(public)
        except (InvalidSignature, KeyError, TypeError, ValueError) as error:
            why = "its manifest is not what a node signed"
            raise MoeliError(OperationsError.UNREADABLE, why=why) from error

    @classmethod
    def _of_table(cls, table: Mapping[str, Any]) -> Self:
        if table["format"] != FORMAT:
            raise ValueError("another format")
        return cls(
            table["made_at"],
            table["version"],
            table["engine"],
            table["node"],
            Inventory.of_table(table["inventory"]),
            {name: Kept(**kept) for name, kept in table["files"].items()},
        )


def fingerprint(public: bytes) -> str:
    """A public key in a form that people compare: 24 hexadecimal digits in groups of four."""
    digits = hashlib.sha256(public).hexdigest()[:24]
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))


def node_in(home: Path) -> dict[str, Any]:
    """The node described in `home`."""
    return tomllib.loads((home / "node.toml").read_text(encoding="utf-8"))
