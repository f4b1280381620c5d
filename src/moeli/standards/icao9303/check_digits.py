"""The check digit of ICAO Doc 9303-3, 4.9: modulus 10, weights 7, 3, 1."""

from string import ascii_uppercase, digits

FOREIGN = 255
"""The value of a character that no zone may contain."""

_VALUES = bytearray([FOREIGN]) * 256
_VALUES[ord("<")] = 0
for _value, _character in enumerate(digits + ascii_uppercase):
    _VALUES[ord(_character)] = _value
_TABLE = bytes(_VALUES)


def values(text: str) -> bytes:
    """The value of each character: digits their own, A to Z 10 to 35, the filler 0."""
    return text.encode("ascii", "replace").translate(_TABLE)


def check_digit(covered: bytes) -> int | None:
    """The digit (0 to 9) that fits these values; None where a foreign character is among them."""
    if FOREIGN in covered:
        return None
    return (7 * sum(covered[0::3]) + 3 * sum(covered[1::3]) + sum(covered[2::3])) % 10


def check_digit_of(text: str) -> int | None:
    """The digit that fits this text; None where it holds a foreign character."""
    return check_digit(values(text))
