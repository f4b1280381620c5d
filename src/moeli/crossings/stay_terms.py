"""What a question about a stay consists of, and what its answer does. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from moeli.crossings.outcomes import Direction
from moeli.crossings.travellers import TravellerClass
from moeli.crossings.visits import Doubt, Movement, Records
from moeli.platform.dated import DatedRow

NOTHING_COUNTS = Records({})


class Basis(StrEnum):
    """How a rule counts."""

    CITIZEN = "citizen"
    PROTECTION = "protection"
    SCAN_ONLY = "scan_only"
    PERMIT = "permit"
    VISIT = "visit"
    WINDOW = "window"
    VISA = "visa"
    NONE = "none"

    @property
    def counts(self) -> bool:
        """Whether days are counted at all."""
        return self in {Basis.VISIT, Basis.WINDOW, Basis.VISA}


class StayProblem(StrEnum):
    """What the officer should look at. None of them forbids anything by itself."""

    VISA_MISSING = "visa_missing"
    VISA_USED = "visa_used"
    PERMIT_ENDED = "permit_ended"
    DAYS_USED_UP = "days_used_up"
    STAY_EXCEEDED = "stay_exceeded"
    TO_BE_CHECKED = "to_be_checked"
    ENTRY_MISSING = "entry_missing"
    EXIT_MISSING = "exit_missing"
    PROTECTION = "protection"


@dataclass(frozen=True, slots=True)
class PermitHeld:
    """A permit or visa of this document; `valid_to` None for one without an end."""

    kind: str
    valid_from: date
    valid_to: date | None
    single_entry: bool = False

    def valid(self, day: date) -> bool:
        """Whether it holds on `day`, its last day included."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Everything that is known of a traveller on the legal day `day`; crossings oldest first."""

    day: date
    direction: Direction
    nationality: str
    traveller: TravellerClass
    movements: Sequence[Movement] = ()
    permits: Sequence[PermitHeld] = ()
    records: Records = NOTHING_COUNTS


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the arithmetic: a code whose sentence the screen knows, a day, a number."""

    code: str
    day: date | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The rule with its source, the days, and how they were counted.

    Days are None where the rule counts none, or where no record says when the visit began.
    `days_over` is more than none only beyond the last day; `alarm` says that it is proven.
    """

    rule: DatedRow | None
    basis: Basis
    first_day: date | None = None
    last_day: date | None = None
    days_allowed: int | None = None
    days_used: int | None = None
    days_left: int | None = None
    days_over: int = 0
    alarm: bool = False
    steps: tuple[Step, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    problems: tuple[StayProblem, ...] = ()

    @property
    def verified(self) -> bool:
        """Whether the rule was read at its source."""
        return self.rule is not None and self.rule.verified
