"""The last evening at Maseru: one document after the other, by the services of the desk."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from moeli.crossings.capture import Capture, How
from moeli.crossings.consents.services import NewConsent, record_consent
from moeli.crossings.outcomes import Direction, Outcome
from moeli.crossings.permits.services import NewPermit, record_permit
from moeli.crossings.services import decide, open_inspection
from moeli.platform import clock
from moeli.platform.access.actor import SYSTEM
from moeli.platform.ids import uuid7

PLACE, DESK, APART = "MSB", "Desk 1", timedelta(minutes=3)
_TAKES = timedelta(seconds=14)
_CONSENTED, _HOLDS = timedelta(days=60), timedelta(days=300)


@dataclass(frozen=True, slots=True)
class Paper:
    """A permit by its kind and by days from today on; `ends` None for one without an end."""

    kind: str
    begins: int
    ends: int | None

    @classmethod
    def of(cls, row: dict[str, str]) -> "Paper":
        """The permit of a row of a table."""
        ends = int(row["ends_in_days"]) if row["ends_in_days"] else None
        return cls(row["permit"], int(row["begins_in_days"]), ends)


@dataclass(frozen=True, slots=True)
class Look:
    """A document that lies on the desk."""

    inspection: UUID
    number: int

    def permit(self, paper: Paper) -> None:
        """Record the permit that lies beside it."""
        today = clock.today()
        ends = None if paper.ends is None else today + timedelta(days=paper.ends)
        seen = NewPermit(
            kind=paper.kind,
            number=f"DEMO {self.number:04}",
            valid_from=today + timedelta(days=paper.begins),
            valid_to=ends,
        )
        record_permit(actor=SYSTEM, inspection_id=self.inspection, permit=seen)

    def consent(self, paper: str) -> None:
        """Record the standing consent to a learner's journeys that lies beside it."""
        first = clock.today() - _CONSENTED
        told = NewConsent(
            giver="parent",
            who="Nomsa Bergrivier",
            paper=paper,
            valid_from=first,
            valid_to=first + _HOLDS,
            port=PLACE,
            school="Fable Primary",
        )
        record_consent(actor=SYSTEM, inspection_id=self.inspection, consent=told)

    def decide(self, outcome: Outcome) -> None:
        """Hand it back with a decision, some seconds after the scan."""
        with clock.standing_still(clock.now() + _TAKES):
            decide(
                actor=SYSTEM,
                inspection_id=self.inspection,
                outcome=outcome,
                idempotency_key=uuid7(),
            )


class Evening:
    """Who comes to the desk one after the other, from a moment on."""

    def __init__(self, began: datetime) -> None:
        self.now, self._number = began, 0

    @property
    def today(self) -> date:
        """Its legal day."""
        return clock.legal_day(self.now)

    @contextmanager
    def looks_at(self, zone: str, direction: Direction) -> Iterator[Look]:
        """Scan a document; the clock stands still while it is looked at."""
        self._number += 1
        with clock.standing_still(self.now):
            opened = open_inspection(
                actor=SYSTEM,
                place=PLACE,
                desk=DESK,
                direction=direction,
                zone=zone,
                reason="primary",
                capture=Capture(How.WEDGE_SCAN),
            )
            yield Look(opened.id, self._number)
        self.now += APART
