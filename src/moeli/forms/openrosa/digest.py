"""HTTP Digest (RFC 7616, RFC 2617) with `qop=auth`: what a phone shows, judged. Pure."""

import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote, urlsplit

REALM: Final = "moeli"
# The first that it knows is what a client takes, and ODK Collect takes the first that stands there.
ALGORITHMS: Final = ("MD5", "SHA-256")
_LONGEST = 2_000
_SCHEME = re.compile(r"digest[ ]+", re.IGNORECASE)
_PART = re.compile(r'\s*([a-z]+)\s*=\s*(?:"([^"\\]*)"|([^\s",]+))\s*(?:,|$)', re.IGNORECASE)
_NEEDED = ("username", "realm", "nonce", "uri", "response", "qop", "nc", "cnonce")
_COUNT = re.compile(r"[0-9a-f]{8}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Shown:
    """The answer to a challenge, as it stands in `Authorization`."""

    username: str
    nonce: str
    uri: str
    response: str
    algorithm: str
    nc: str
    cnonce: str

    @property
    def count(self) -> int:
        """How often the challenge was answered, this time included."""
        return int(self.nc, 16)


def challenges(nonce: str, *, stale: bool) -> list[str]:
    """The values of `WWW-Authenticate`, one a header: clients read no two in one."""
    old = ", stale=true" if stale else ""
    return [
        f'Digest realm="{REALM}", nonce="{nonce}", algorithm={algorithm}, qop="auth"{old}'
        for algorithm in ALGORITHMS
    ]


def shown(header: str) -> Shown | None:
    """What the header shows; None where it is no Digest of ours."""
    scheme = _SCHEME.match(header)
    if not scheme or len(header) > _LONGEST:
        return None
    parts = _parts(header[scheme.end() :])
    if any(not parts.get(name) for name in _NEEDED) or parts["realm"] != REALM:
        return None
    algorithm = parts.get("algorithm", "MD5").upper()
    fits = algorithm in ALGORITHMS and parts["qop"].lower() == "auth"
    if not fits or not _COUNT.fullmatch(parts["nc"]):
        return None
    return Shown(
        username=parts["username"],
        nonce=parts["nonce"],
        uri=parts["uri"],
        response=parts["response"].lower(),
        algorithm=algorithm,
        nc=parts["nc"],
        cnonce=parts["cnonce"],
    )


def secrets_of(username: str, password: str) -> dict[str, str]:
    """What must be kept to judge answers: H(A1) by algorithm, worth as much as the password."""
    return {name: _hash(name, f"{username}:{REALM}:{password}") for name in ALGORITHMS}


def is_right(answer: Shown, secret: Mapping[str, str], method: str) -> bool:
    """Whether the answer was made with the password. It takes the same time either way."""
    a1, a2 = secret[answer.algorithm], _hash(answer.algorithm, f"{method}:{answer.uri}")
    told = f"{a1}:{answer.nonce}:{answer.nc}:{answer.cnonce}:auth:{a2}"
    return hmac.compare_digest(
        _hash(answer.algorithm, told).encode(), answer.response.encode("utf-8", "replace")
    )


def is_for(answer: Shown, path: str, query: str) -> bool:
    """Whether the answer was made for this address: else it could be carried to another."""
    try:
        meant = urlsplit(answer.uri)
    except ValueError:
        return False
    return unquote(meant.path) == path and meant.query == query


def _parts(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    at = 0
    while at < len(text):
        part = _PART.match(text, at)
        if not part or part[1].lower() in found:
            return {}
        found[part[1].lower()] = part[2] if part[2] is not None else part[3]
        at = part.end()
    return found


def _hash(algorithm: str, text: str) -> str:
    made = hashlib.md5 if algorithm == "MD5" else hashlib.sha256
    return made(text.encode(), usedforsecurity=False).hexdigest()
