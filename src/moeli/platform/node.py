"""This machine's own identity: which node it is, since which epoch, and the key it signs with.

`node.toml` in the home folder holds what anyone may know; `keys/node.key` (mode 600) the Ed25519
private key. Both are made at the first start.
"""

import json
import tomllib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from moeli.platform import keyfiles
from moeli.platform.errors import MoeliError, PlatformError
from moeli.platform.ids import uuid7


class Role(StrEnum):
    """What a node is; `both` exists for demonstrations only."""

    POST = "post"
    HEADQUARTERS = "hq"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Node:
    """A node and its signing key; `epoch` grows when it is rebuilt from a backup."""

    id: UUID
    epoch: int
    role: Role
    place: str
    key: Ed25519PrivateKey

    def sign(self, statement: bytes) -> bytes:
        """An Ed25519 signature (64 bytes) over `statement`."""
        return self.key.sign(statement)

    def month(self, moment: datetime) -> str:
        """The vault subject of what this node records in the month of `moment`."""
        return f"node:{self.id}:{moment:%Y-%m}"

    @property
    def public_key(self) -> Ed25519PublicKey:
        """The key by which others check this node's signatures."""
        return self.key.public_key()

    @property
    def public_bytes(self) -> bytes:
        """The public key's 32 raw bytes."""
        return self.public_key.public_bytes(Encoding.Raw, PublicFormat.Raw)


@cache
def current() -> Node:
    """The node this process runs on."""
    return load_or_make(settings.MOELI_HOME)


def load_or_make(home: Path, *, role: Role = Role.BOTH, place: str = "") -> Node:
    """The node whose home is `home`; at the first start it gets its id, epoch 1 and its key.

    Raises MoeliError when node.toml or the key file cannot be made, or be read as what they are.
    """
    description = home / "node.toml"
    if not description.exists():
        _describe(description, role, place)
    secret = Ed25519PrivateKey.generate().private_bytes_raw()
    return _read(description, _key(home / "keys" / "node.key", secret))


def _describe(description: Path, role: Role, place: str) -> None:
    text = f'id = "{uuid7()}"\nepoch = 1\nrole = "{role}"\nplace = {json.dumps(place)}\n'
    try:
        keyfiles.write(description, text.encode())
    except FileExistsError:
        pass  # another process started at the same moment: its description is the one
    except OSError as error:
        raise _unusable(description, error.strerror or "") from error


def _key(path: Path, fresh: bytes) -> Ed25519PrivateKey:
    secret = keyfiles.read_or_make(path, fresh)
    try:
        return Ed25519PrivateKey.from_private_bytes(secret)
    except ValueError as error:
        raise MoeliError(
            PlatformError.KEY_FILE, file=path.name, why=_("it has the wrong length")
        ) from error


def _read(description: Path, key: Ed25519PrivateKey) -> Node:
    try:
        table = tomllib.loads(description.read_text(encoding="utf-8"))
        return Node(UUID(table["id"]), _epoch(table), Role(table["role"]), str(table["place"]), key)
    except OSError as error:
        raise _unusable(description, error.strerror or "") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        why = _("it does not hold a valid id, epoch, role and place")
        raise _unusable(description, why) from error


def _epoch(table: dict[str, Any]) -> int:
    epoch = int(table["epoch"])
    if epoch < 1:
        raise ValueError("epochs are counted from 1")
    return epoch


def _unusable(description: Path, why: str | Promise) -> MoeliError:
    return MoeliError(PlatformError.NODE_FILE, file=description.name, why=why)
