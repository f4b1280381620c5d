"""This node's key files as one whole: what an escrow keeps, and how they come back."""

import re
from collections.abc import Mapping

from django.conf import settings

from moeli.platform import keyfiles, node
from moeli.platform.errors import MoeliError
from moeli.platform.keyring import node_seal
from moeli.platform.keyring.errors import KeyringError
from moeli.platform.keyring.models import DataKey
from moeli.platform.vault import envelope, master, transit

_KEPT = re.compile(r"(master(\.[0-9a-f]{32})?|index|seal)\.key")


def in_use() -> dict[str, bytes]:
    """The master keys, the index key and, at headquarters, the sealing key, by file name.

    Outside production, those that this node needs and does not have yet are made. Its signing key
    is not among them: a node built anew gets a new one. Raises MoeliError.
    """
    master.current_name()
    master.index_key()
    if node.current().role is not node.Role.POST:
        node_seal.sealing_public()
    return _here()


def missing() -> list[str]:
    """The names of key files that this node needs and does not have."""
    wrapping = [] if transit.configured() and not settings.MOELI_TRANSIT_LEAVE else [master.CURRENT]
    sealing = [] if node.current().role is node.Role.POST else [node_seal.NAME]
    needed = [*wrapping, master.INDEX, *sealing]
    return [name for name in needed if not (master.folder() / name).exists()]


def make_first() -> None:
    """Make what is missing, while nothing is sealed yet: afterwards what is missing was lost."""
    if DataKey.objects.exists():
        return
    for name in missing():
        fresh = node_seal.fresh_key() if name == node_seal.NAME else envelope.fresh_key()
        keyfiles.read_or_make(master.folder() / name, fresh)


def differing(secrets: Mapping[str, bytes]) -> list[str]:
    """The names of key files that `secrets` lacks or has otherwise than they are in use here."""
    return [name for name, secret in in_use().items() if secrets.get(name) != secret]


def recover(secrets: Mapping[str, bytes]) -> list[str]:
    """Write the key files that are missing here; returns their names.

    Raises MoeliError before anything is written when one lies here and is another.
    """
    here = _here()
    for name, secret in secrets.items():
        if not _KEPT.fullmatch(name) or here.get(name, secret) != secret:
            raise MoeliError(KeyringError.KEY_IN_THE_WAY, file=name)
    lost = sorted(secrets.keys() - here.keys())
    for name in lost:
        keyfiles.write(master.folder() / name, secrets[name])
    return lost


def _here() -> dict[str, bytes]:
    paths = sorted(master.folder().glob("*.key"))
    return {path.name: keyfiles.read(path) for path in paths if _KEPT.fullmatch(path.name)}
