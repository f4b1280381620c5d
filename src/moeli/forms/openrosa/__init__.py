"""The door for phones: forms over OpenRosa, as ODK Collect and its kin speak it."""

from typing import Final

PREFIX: Final = "/openrosa/"
LARGEST_REQUEST: Final = 10_000_000
"""Bytes of one request. A phone that has more to send sends it in several, as it is told to."""
