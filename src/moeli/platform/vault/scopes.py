"""What the vault may be used for: scopes of data keys, purposes of index hashes, both as data."""

import tomllib
from functools import cache
from importlib.resources import files

from moeli.platform.errors import MoeliError
from moeli.platform.vault.errors import VaultError


@cache
def registered(kind: str) -> dict[str, str]:
    """The registered `scopes` or `purposes`, each with what it is for."""
    text = files(__package__).joinpath("data", f"{kind}.toml").read_text(encoding="utf-8")
    return {row["id"]: row["means"] for row in tomllib.loads(text)["rows"]}


def require(name: str, kind: str = "scopes") -> None:
    """Raises MoeliError when `name` is not registered."""
    if name not in registered(kind):
        raise MoeliError(VaultError.UNREGISTERED, name=name)
