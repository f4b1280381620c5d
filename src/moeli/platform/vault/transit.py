"""A master key that never leaves OpenBao (or Vault): its transit engine wraps and unwraps.

Asked over its HTTP API, `POST /v1/<mount>/encrypt/<key>` and `decrypt`, all keys of a call in one
request (`batch_input`), the binding as `associated_data`. Stored form: version (1 byte, 02) | the
ciphertext as it was answered, `vault:v<key version>:<base64>`. No answer is kept in memory.
"""

import json
import re
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from moeli.platform import keyfiles
from moeli.platform.errors import MoeliError
from moeli.platform.vault.envelope import KEY_BYTES, Binding, EnvelopeError
from moeli.platform.vault.errors import VaultError

Items = Sequence[tuple[Binding, bytes]]
VERSION = b"\x02"
PREFIX = "transit:"
_STORED = re.compile(rb"\x02vault:(v\d+):[A-Za-z0-9+/=]+")
_ADDRESS = re.compile(r"https://|http://(127\.0\.0\.1|localhost|\[::1\])(:|/|$)")
_NO_KEY_ID = UUID(int=0)  # the service's ciphertext names the version of its key itself
_BAD_REQUEST = 400
_WHY: dict[int, Promise] = {
    403: _("it refuses the token; put a new one into the file MOELI_TRANSIT_TOKEN_FILE"),
    404: _("it has no key of that name; see MOELI_TRANSIT_KEY"),
    503: _("it is sealed; those who hold its shares must unseal it"),
}


@dataclass(frozen=True, slots=True)
class Transit:
    """One key of a transit engine: `key` is its mount and name, such as `transit/moeli`."""

    address: str
    key: str
    token_file: Path
    ca: str

    def wrap(self, items: Items) -> list[bytes]:
        """The keys sealed by the newest version of the service's key."""
        sent = [_item(binding, "plaintext", _base64(key)) for binding, key in items]
        wrapped = [VERSION + each.encode() for each in self._ask("encrypt", "ciphertext", sent)]
        if not all(map(name_of, wrapped)):
            raise _unusable(_("it answers with no ciphertext of a known form"))
        return wrapped

    def unwrap(self, items: Items) -> list[bytes]:
        """The keys laid open. Raises EnvelopeError when one was changed or moved."""
        sent = [_item(binding, "ciphertext", each[1:].decode()) for binding, each in items]
        return [_key(each) for each in self._ask("decrypt", "plaintext", sent)]

    def _ask(self, act: str, field: str, sent: list[dict[str, str]]) -> list[str]:
        mount, _slash, name = self.key.rpartition("/")
        status, told = self._post(f"{self.address}/v1/{mount}/{act}/{name}", {"batch_input": sent})
        if status == _BAD_REQUEST and act == "decrypt":
            raise EnvelopeError("the key service does not open this: changed, or moved")
        if status not in range(200, 300):
            raise _unusable(_WHY.get(status, _("it answers with an error of its own")))
        try:
            results = [str(each[field]) for each in json.loads(told)["data"]["batch_results"]]
            return [each for each, _asked in zip(results, sent, strict=True)]
        except (ValueError, LookupError, TypeError) as error:
            raise _unusable(_("it answers what no transit engine answers")) from error

    def _post(self, url: str, body: dict[str, Any]) -> tuple[int, bytes]:
        from moeli.platform.vault import asking  # loads a library that most sites never need

        headers = {"X-Vault-Token": keyfiles.read(self.token_file).decode().strip()}
        try:
            return asking.post(url, body, headers, self.ca)
        except asking.TooSlow as error:
            raise _unusable(_("it does not answer in time")) from error
        except asking.Unreachable as error:
            untrusted = "CERTIFICATE" in str(error)
            why = _("its certificate is not trusted; see MOELI_TRANSIT_CA") if untrusted else ""
            raise _unusable(why or _("it cannot be reached; see MOELI_TRANSIT_ADDRESS")) from error


def configured() -> Transit | None:
    """The key service of the settings; None where the master key is a file."""
    address = settings.MOELI_TRANSIT_ADDRESS.rstrip("/")
    if not address:
        return None
    if not _ADDRESS.match(address):
        raise _unusable(_("its address must begin with https://"))
    token_file, ca = Path(settings.MOELI_TRANSIT_TOKEN_FILE), settings.MOELI_TRANSIT_CA
    return Transit(address, settings.MOELI_TRANSIT_KEY, token_file, ca)


def name_of(wrapped: bytes) -> str:
    """How a key wrapped by the service names its master; empty when it was not."""
    stored = _STORED.fullmatch(wrapped)
    return PREFIX + stored[1].decode() if stored else ""


def _item(binding: Binding, field: str, value: str) -> dict[str, str]:
    return {field: value, "associated_data": _base64(binding.associated_data(_NO_KEY_ID))}


def _key(answered: str) -> bytes:
    try:
        key = b64decode(answered, validate=True)
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise EnvelopeError("the key service answers with no key")
    return key


def _base64(value: bytes) -> str:
    return b64encode(value).decode()


def _unusable(why: str | Promise) -> MoeliError:
    return MoeliError(VaultError.KEY_SERVICE, why=why)
