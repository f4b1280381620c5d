"""The code of a gate slip: 130 random bits in 26 symbols that nobody mistakes. Pure.

The alphabet is Crockford's base 32: it has neither I, L, O nor U, so that a code read from paper
can be typed, and what is typed wrongly in one of those letters is still the same code.
"""

import re
import secrets

LENGTH = 26
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CODE = re.compile(rf"[{_ALPHABET}]{{{LENGTH}}}")
_MEANT = str.maketrans("OIL", "011", " -\t\r\n")
_GROUP = 5


def fresh() -> str:
    """A new code, drawn by the operating system's generator."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(LENGTH))


def read(typed: str) -> str:
    """The code that was scanned or typed, "" when it cannot be one."""
    if not typed.isascii():
        return ""
    code = typed.upper().translate(_MEANT)
    return code if _CODE.fullmatch(code) else ""


def grouped(code: str) -> str:
    """The code as it is printed: groups of five, to be typed without losing the place."""
    return " ".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP))
