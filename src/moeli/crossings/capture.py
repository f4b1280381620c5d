"""How a document came before the officer: what an inspection says of its own beginning. Pure.

The page or machine that captured says so; nothing is allowed or refused by it. It makes a typed
number look like one, and an inspection without the document like one.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Self

DIGEST_BYTES = 32


class How(StrEnum):
    """How a document was captured; `UNKNOWN` where nothing said so, as in the oldest entries.

    `PHOTO_ASKED`: read from a picture, and hands answered for characters that were doubtful.
    """

    WEDGE_SCAN = "wedge_scan"
    PHOTO_READ = "photo_read"
    PHOTO_ASKED = "photo_asked"
    CHIP = "chip"
    PASTED = "pasted"
    TYPED = "typed"
    BY_HAND = "by_hand"
    NO_ZONE = "no_zone"
    LIST_ROW = "list_row"
    UNKNOWN = "unknown"

    @classmethod
    def read(cls, text: object) -> Self:
        """What `text` names; `UNKNOWN` for what this edition does not know."""
        return next((each for each in cls if each.value == text), cls("unknown"))

    @property
    def by_machine(self) -> bool:
        """Whether a machine read the document itself, so that it lay before somebody."""
        return self in {How.WEDGE_SCAN, How.PHOTO_READ, How.PHOTO_ASKED, How.CHIP}

    @property
    def typed(self) -> bool:
        """Whether hands alone brought it, so that no document need have lain before anybody."""
        return not self.by_machine and self is not How.LIST_ROW

    @property
    def says_nothing(self) -> bool:
        """Whether nothing shows that there was a document: a row of a list, or no word at all."""
        return self in {How.LIST_ROW, How.UNKNOWN}


@dataclass(frozen=True, slots=True)
class Capture:
    """How and when (None: as the inspection was opened), and the SHA-256 of the image, if any."""

    how: How = How.UNKNOWN
    at: datetime | None = None
    image_sha256: bytes = b""

    def __post_init__(self) -> None:
        """ValueError for a digest that is none, or a moment without a time zone."""
        if len(self.image_sha256) not in {0, DIGEST_BYTES}:
            raise ValueError("a SHA-256 has 32 bytes")
        if self.at is not None and self.at.tzinfo is None:
            raise ValueError("a moment has a time zone")

    def told(self, opened_at: datetime) -> dict[str, str]:
        """As an entry says it: no capture is later than the inspection that it begins."""
        at = min(self.at or opened_at, opened_at)
        return {"how": self.how.value, "at": at.isoformat(), "image": self.image_sha256.hex()}


NOT_TOLD = Capture()


def capture_in(told: object) -> Capture:
    """What an entry says; nothing for an entry that lacks it or says it in no known way."""
    if not isinstance(told, dict):
        return NOT_TOLD
    try:
        at = datetime.fromisoformat(told["at"])
        return Capture(How.read(told["how"]), at, bytes.fromhex(told["image"]))
    except (KeyError, TypeError, ValueError):
        return NOT_TOLD
