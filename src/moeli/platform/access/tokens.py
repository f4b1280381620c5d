"""Random tokens that grant something, of which the database keeps only the hash. Pure."""

import hashlib
import secrets

_BYTES = 32


def fresh() -> str:
    """A new token of 256 random bits, as it travels in a link or a cookie."""
    return secrets.token_urlsafe(_BYTES)


def token_hash(token: str) -> bytes:
    """What is kept of `token`: its SHA-256, enough for a value that nobody can guess."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
