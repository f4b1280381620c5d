"""Authenticator codes of RFC 6238 (SHA-1, 6 digits, steps of 30 s). Pure."""

import base64
import binascii
from collections.abc import Iterator
from datetime import datetime
from hmac import compare_digest

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.hotp import HOTP

STEP_SECONDS = 30
_DIGITS = 6
_DRIFT = 1  # steps to either side: a phone's clock may be half a minute off


def code_at(secret: str, moment: datetime) -> str:
    """The code that `secret` (base 32) shows at `moment`. ValueError when it is no base 32."""
    return _code(secret, _step(moment))


def step_of(secret: str, code: str, moment: datetime) -> int | None:
    """The time step whose code `code` is, within one step of `moment`; None when it is no such."""
    typed = "".join(code.split())
    if len(typed) != _DIGITS or not typed.isascii():
        return None
    fitting = [step for step in _near(moment) if compare_digest(_code(secret, step), typed)]
    return fitting[0] if fitting else None


def _near(moment: datetime) -> Iterator[int]:
    now = _step(moment)
    return iter(range(now - _DRIFT, now + _DRIFT + 1))


def _step(moment: datetime) -> int:
    return int(moment.timestamp()) // STEP_SECONDS


def _code(secret: str, step: int) -> str:
    try:
        key = base64.b32decode(secret, casefold=True)
    except binascii.Error as error:
        raise ValueError("the secret is not base 32") from error
    # authenticator apps know SHA-1 only; RFC 6238 rests on its use in HMAC, which stands
    return HOTP(key, _DIGITS, SHA1(), enforce_key_length=False).generate(step).decode()  # noqa: S303 -- see above
