"""The master keys that wrap all other keys, never in the database; and the keyed index hash.

The current one is the file `keys/master.key` (mode 600) or a key of OpenBao's transit engine. In
production only `./moeli setup` makes key files: a lost one is told, never replaced. A
wrapped key names its master, so that those wrapped by an earlier one, kept as
`keys/master.<id>.key`, open until they are wrapped anew. Files are read at each call: a rotation
holds at once in every process.
"""

import hashlib
import hmac
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from moeli.platform import keyfiles
from moeli.platform.errors import MoeliError, PlatformError
from moeli.platform.node.description import keys_folder
from moeli.platform.vault import envelope, scopes, transit
from moeli.platform.vault.envelope import Binding, EnvelopeError
from moeli.platform.vault.transit import Items

INDEX_HASH_BYTES = 16
CURRENT, INDEX = "master.key", "index.key"


class Master(Protocol):
    """What wraps keys, each bound to the row that will hold it, and unwraps them again."""

    def wrap(self, items: Items) -> list[bytes]:
        """The keys sealed. Raises MoeliError when a key service cannot be used."""

    def unwrap(self, items: Items) -> list[bytes]:
        """The keys laid open. Raises EnvelopeError, or MoeliError as above."""


@dataclass(frozen=True, slots=True)
class FileMaster:
    """A master key that lies in a file of mode 600."""

    key: bytes

    @property
    def id(self) -> UUID:
        """Drawn from the key's hash; it travels in each wrapped key."""
        return UUID(bytes=hashlib.sha256(b"moeli.master" + self.key).digest()[:16])

    def wrap(self, items: Items) -> list[bytes]:
        """The keys sealed."""
        return [envelope.encrypt(self.key, self.id, binding, key) for binding, key in items]

    def unwrap(self, items: Items) -> list[bytes]:
        """The keys laid open. Raises EnvelopeError."""
        return [envelope.decrypt(self.key, binding, wrapped) for binding, wrapped in items]


def folder() -> Path:
    """Where this node's key files lie."""
    return keys_folder(Path(settings.MOELI_HOME))


def current() -> Master:
    """The master that wraps from now on. Raises MoeliError."""
    leaving = settings.MOELI_TRANSIT_LEAVE
    return (not leaving and transit.configured()) or FileMaster(_read(CURRENT))


def current_name() -> str:
    """How wrapped keys name the current master."""
    [probe] = current().wrap([(Binding("", "", "", "", ""), b"")])
    return name_of(probe)


def name_of(wrapped: bytes) -> str:
    """How a wrapped key names its master. Raises EnvelopeError."""
    return transit.name_of(wrapped) or envelope.key_id_of(wrapped).hex


def unwrap(items: Items) -> list[bytes]:
    """The keys laid open, in their order, each by the master it names.

    Raises EnvelopeError, and MoeliError when a key file or key service cannot be used.
    """
    names = [name_of(wrapped) for _binding, wrapped in items]
    opened: dict[int, bytes] = {}
    for name in set(names):
        places = [place for place, each in enumerate(names) if each == name]
        keys = _named(name).unwrap([items[place] for place in places])
        opened |= zip(places, keys, strict=True)
    return [opened[place] for place in range(len(items))]


def retired_file(id: UUID) -> Path:
    """Where a master key lies once it is no longer the current one."""
    return folder() / f"master.{id.hex}.key"


def index_hash(purpose: str, value: str) -> bytes:
    """A keyed hash (HMAC-SHA-256 cut to 16 bytes) by which `value` is found without being stored.

    Only for values of high entropy, such as a document number with its State: equal values have
    equal hashes. `purpose` keeps the hashes of different kinds of value apart; one that is not
    registered in `data/purposes.toml` raises MoeliError.
    """
    scopes.require(purpose, "purposes")
    message = len(purpose).to_bytes(4, "big") + purpose.encode() + value.encode()
    return hmac.new(index_key(), message, hashlib.sha256).digest()[:INDEX_HASH_BYTES]


def _named(name: str) -> Master:
    service = transit.configured()
    if service and name.startswith(transit.PREFIX):
        return service
    for path in (folder() / CURRENT, folder() / f"master.{name}.key"):
        if path.exists() and (master := FileMaster(_read(path.name))).id.hex == name:
            return master
    if not service:
        _read(CURRENT)  # where it is lost, its own sentence says more
    raise EnvelopeError("the master key that wrapped this is not here")


def index_key() -> bytes:
    """The key of all index hashes; it is never rotated, since no hash could be found again."""
    return _read(INDEX)


def secret_in(path: Path, fresh: bytes) -> bytes:
    """The secret of a key file; only where the settings say so, `fresh` becomes that of a new one.

    Raises MoeliError.
    """
    if settings.MOELI_KEYS_MUST_EXIST:
        return keyfiles.read(path)
    return keyfiles.read_or_make(path, fresh)


def _read(name: str) -> bytes:
    secret = secret_in(folder() / name, envelope.fresh_key())
    if len(secret) != envelope.KEY_BYTES:
        raise MoeliError(PlatformError.KEY_FILE, file=name, why=_("it has the wrong length"))
    return secret
