"""A node with its keys: loaded, made at the first start, begun anew after a restore."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from moeli.platform import keyfiles
from moeli.platform.errors import MoeliError, PlatformError
from moeli.platform.ids import uuid7
from moeli.platform.node import description
from moeli.platform.node.description import Description, Role

_RECEIVING = b"moeli.node.receiving.v1"


@dataclass(frozen=True, slots=True)
class Node:
    """A node and its signing key; `epoch` grows when it is rebuilt from a backup.

    `port` is the short code of a post's port of entry; before `live_from`, a missing record
    proves nothing. `keys` is the folder of its private keys. What a node of `practice` holds is
    drawn: nothing of it is real, and nothing of it travels.
    """

    id: UUID
    epoch: int
    role: Role
    port: str
    key: Ed25519PrivateKey
    live_from: date | None
    keys: Path
    practice: bool = False

    def sign(self, statement: bytes) -> bytes:
        """An Ed25519 signature (64 bytes) over `statement`."""
        return self.key.sign(statement)

    def month(self, moment: datetime) -> str:
        """The vault subject of what this node records in the month of `moment`."""
        return month_of(self.id, moment)

    @property
    def public_key(self) -> Ed25519PublicKey:
        """The key by which others check this node's signatures."""
        return self.key.public_key()

    @property
    def public_bytes(self) -> bytes:
        """The public key's 32 raw bytes."""
        return self.public_key.public_bytes_raw()

    @property
    def place(self) -> str:
        """The older name of `port`."""
        return self.port

    @property
    def receiving_key(self) -> X25519PrivateKey:
        """What headquarters' data keys are sealed to on their way to this node.

        Drawn from the signing key, so that a post has no further secret to keep.
        """
        derived = HKDF(SHA256(), 32, salt=None, info=_RECEIVING)
        return X25519PrivateKey.from_private_bytes(derived.derive(self.key.private_bytes_raw()))


def month_of(node: UUID, moment: datetime) -> str:
    """The vault subject of what the node `node`, this one or another, recorded in that month."""
    return f"node:{node}:{moment:%Y-%m}"


@cache
def current() -> Node:
    """The node this process runs on.

    Raises MoeliError, in production also when its key is lost, and wherever a live process stands
    in the home of a practice desk or the other way round.
    """
    home = settings.MOELI_HOME
    must_exist = settings.MOELI_KEYS_MUST_EXIST
    node = _loaded(home, keyfiles.read) if must_exist else load_or_make(home)
    if node.practice is not settings.MOELI_PRACTICE:
        why = _("a practice desk and a live site never share a home folder")
        raise description.unusable(home / description.NAME, why)
    return node


def load_or_make(
    home: Path,
    *,
    role: Role = Role.BOTH,
    port: str = "",
    live_from: date | None = None,
    practice: bool = False,
) -> Node:
    """The node whose home is `home`; at the first start it gets its id, epoch 1 and its key.

    Raises MoeliError when node.toml or the key file cannot be made, or be read as what they are,
    and when headquarters' private key lies on a post.
    """
    path = home / description.NAME
    if not path.exists():
        _describe(path, Description(uuid7(), 1, role, port, live_from, practice=practice))
    return _loaded(home, _read_or_make)


def begin_epoch(home: Path) -> int:
    """Raise the epoch of the node in `home` by one, after its database was restored; returns it.

    Its chain goes on in the new epoch with the next entry; headquarters refuses it until the new
    card is admitted. Raises MoeliError.
    """
    path = home / description.NAME
    known = description.read(path)
    begun = replace(known, epoch=known.epoch + 1)
    try:
        keyfiles.replace(path, begun.text().encode())
    except OSError as error:
        raise description.unusable(path, error.strerror or "") from error
    current.cache_clear()
    return begun.epoch


def _describe(path: Path, fresh: Description) -> None:
    try:
        keyfiles.write(path, fresh.text().encode())
    except FileExistsError:
        pass  # another process started at the same moment: its description is the one
    except OSError as error:
        raise description.unusable(path, error.strerror or "") from error


def _loaded(home: Path, secret_in: Callable[[Path], bytes]) -> Node:
    path = home / description.NAME
    said = description.read(path)
    keys = home / said.keys
    if said.role is Role.POST and (keys / "seal.key").exists():
        why = _("this is a post, and the private key of headquarters lies in its folder of keys")
        raise description.unusable(path, why)
    key = _key(keys / "node.key", secret_in)
    given = (said.id, said.epoch, said.role, said.port, key, said.live_from, keys)
    return Node(*given, practice=said.practice)


def _read_or_make(path: Path) -> bytes:
    return keyfiles.read_or_make(path, Ed25519PrivateKey.generate().private_bytes_raw())


def _key(path: Path, secret_in: Callable[[Path], bytes]) -> Ed25519PrivateKey:
    try:
        return Ed25519PrivateKey.from_private_bytes(secret_in(path))
    except ValueError as error:
        raise MoeliError(
            PlatformError.KEY_FILE, file=path.name, why=_("it has the wrong length")
        ) from error
