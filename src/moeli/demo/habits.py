"""Who crosses, how often, when and for how long: the kinds of traveller, as a table. Pure.

The shares and hours are a drawing, not statistics: no survey of travellers was read.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from random import Random

from moeli.demo.tables import table

HOME = "LSO"
_SATURDAY = 5
_CHILD, _LEARNER, _GROWN_UP = (0, 17), (7, 17), (18, 75)


@dataclass(frozen=True, slots=True)
class Habit:
    """One kind of traveller. Who is at home here goes out first, who comes from abroad goes in.

    `share` is in people, `weekends` and `festive` say how many times as many there are then.
    """

    kind: str
    at_home: bool
    minor: str
    share: float
    trips_a_month: float
    leaves: tuple[float, float]
    away_hours: tuple[float, float]
    together: int
    weekends: float
    festive: float

    @property
    def people(self) -> float:
        """How many travel together, on average."""
        return 1 if self.minor != "mixed" else 1 + (1 + self.together) / 2

    def weight(self, day: date) -> float:
        """How many people of this kind set out on `day`, beside other days and kinds."""
        busy = self.weekends if day.weekday() >= _SATURDAY else 1.0
        return self.share * busy * (peak(day) if self.festive else 1.0) * self._festive(day)

    def ages(self, random: Random) -> list[int]:
        """The ages, in years, of those who travel together; the first is an adult, if any is."""
        if self.minor == "yes":
            return [random.randint(*_LEARNER)]
        adults = [random.randint(*_GROWN_UP)]
        if self.minor == "no":
            return adults
        return adults + [random.randint(*_CHILD) for _ in range(random.randint(1, self.together))]

    def _festive(self, day: date) -> float:
        return self.festive if peak(day) > 1 and self.festive else 1.0


@cache
def habits() -> tuple[Habit, ...]:
    """Every kind of traveller."""
    return tuple(_habit(row) for row in table("habits"))


@cache
def peak(day: date) -> float:
    """How many times as many people travel on `day` as on an ordinary one."""
    at = f"{day:%m-%d}"
    found = [float(row["times"]) for row in table("peaks") if row["from"] <= at <= row["until"]]
    return max(found, default=1.0)


def _habit(row: dict[str, str]) -> Habit:
    return Habit(
        kind=row["kind"],
        at_home=row["home"] == HOME,
        minor=row["minor"],
        share=float(row["share"]),
        trips_a_month=float(row["trips_a_month"]),
        leaves=(float(row["leaves_from"]), float(row["leaves_until"])),
        away_hours=(float(row["away_hours_from"]), float(row["away_hours_until"])),
        together=int(row["together"]),
        weekends=float(row["weekends"]),
        festive=float(row["festive"]),
    )
