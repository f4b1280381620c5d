"""Checks Ed25519 signatures (RFC 8032, sections 5.1.2 to 5.1.7); no secret is ever used here.

Plain Python, since what checks a pack must run where nothing can be installed; the house itself
signs and verifies with a library. All below the line goes into `verify.py`.
"""

from __future__ import annotations

import hashlib
from typing import NamedTuple

# ----- Ed25519, RFC 8032 -----
_P = 2**255 - 19
_ORDER = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, _P - 2, _P) % _P
_ROOT = pow(2, (_P - 1) // 4, _P)


class Point(NamedTuple):
    """A point of the curve: x = X/Z, y = Y/Z, x*y = T/Z."""

    x: int
    y: int
    z: int
    t: int


def signed(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether `signature` over `message` was made with the private key of `public`."""
    if len(public) != 32 or len(signature) != 64:
        return False
    point, scalar = _point(public), int.from_bytes(signature[32:], "little")
    if point is None or scalar >= _ORDER:
        return False
    digest = hashlib.sha512(signature[:32] + public + message).digest()
    challenge = int.from_bytes(digest, "little") % _ORDER
    minus = Point(_P - point.x, point.y, point.z, _P - point.t)
    return _encoded(_sum(_times(scalar, _BASE), _times(challenge, minus))) == signature[:32]


def _sum(one: Point, two: Point) -> Point:
    a, b = (one.y - one.x) * (two.y - two.x), (one.y + one.x) * (two.y + two.x)
    c, d = 2 * one.t * two.t * _D, 2 * one.z * two.z
    e, f, g, h = b - a, d - c, d + c, b + a
    return Point(e * f % _P, g * h % _P, f * g % _P, e * h % _P)


def _times(scalar: int, point: Point) -> Point:
    found = Point(0, 1, 1, 0)
    while scalar:
        found = _sum(found, point) if scalar & 1 else found
        point, scalar = _sum(point, point), scalar >> 1
    return found


def _point(encoded: bytes) -> Point | None:
    """The point of 32 bytes; None when there is none."""
    number = int.from_bytes(encoded, "little")
    y, odd = number & (2**255 - 1), number >> 255
    square = (y * y - 1) * pow(_D * y * y + 1, _P - 2, _P) % _P
    x = pow(square, (_P + 3) // 8, _P)
    x = x if (x * x - square) % _P == 0 else x * _ROOT % _P
    if y >= _P or (x * x - square) % _P or (x == 0 and odd):
        return None
    x = x if x & 1 == odd else _P - x
    return Point(x, y, 1, x * y % _P)


def _encoded(point: Point) -> bytes:
    inverse = pow(point.z, _P - 2, _P)
    x, y = point.x * inverse % _P, point.y * inverse % _P
    return (y | (x & 1) << 255).to_bytes(32, "little")


_BASE_X = 15112221349535400772501151409588531511454012693041857206046113283949847762202
_BASE_Y = 4 * pow(5, _P - 2, _P) % _P
_BASE = Point(_BASE_X, _BASE_Y, 1, _BASE_X * _BASE_Y % _P)
