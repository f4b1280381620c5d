"""The dated tables of this room; headquarters may publish those of the desk anew."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from moeli.crossings.outcomes import Outcome
from moeli.platform.dated import DatedRow, DatedTable
from moeli.platform.publications import dated_rows
from moeli.platform.publications.selectors import content_in_force
from moeli.platform.room import PublicationProblem

DESK_RULES = "rules.desk"
_MINUTES = range(5, 241)
LONGEST_VALIDITY = timedelta(minutes=_MINUTES[-1])  # whatever headquarters publishes
_DECISIONS = range(101)


@dataclass(frozen=True, slots=True)
class InspectionRules:
    """How long after it was opened an inspection may be decided, and how much history it shows."""

    validity: timedelta
    history_shown: int


def inspection_rules(day: date) -> InspectionRules:
    """What holds for an inspection on `day`, from one look at what headquarters says."""
    told = content_in_force(DESK_RULES, day)
    minutes = _rule(told, "inspection_valid_minutes", day)
    return InspectionRules(timedelta(minutes=minutes), int(_rule(told, "history_shown", day)))


def inspection_validity(day: date) -> timedelta:
    """How long after it was opened an inspection may be decided."""
    return inspection_rules(day).validity


def grounds(outcome: Outcome, day: date) -> tuple[DatedRow, ...]:
    """The grounds on which `outcome` may rest on `day`, in the order of the table."""
    return tuple(row for row in _grounds().on(day) if row.value["outcome"] == outcome)


@cache
def packaged_desk_rules() -> bytes:
    """The rules of the desk that hold before headquarters publishes any: version 0."""
    return files("moeli.crossings").joinpath("data", "desk_rules.toml").read_bytes()


def desk_rule_problems(content: bytes, first_day: date) -> Iterator[PublicationProblem]:
    """Why `content` cannot be the table of the desk's rules from `first_day` on."""
    return dated_rows.problems(content, first_day, _ACCEPTED)


def _rule(told: bytes, id: str, day: date) -> Any:  # noqa: ANN401 -- `_ACCEPTED` says what it is
    """What headquarters says; what it does not speak of, as delivered: no desk is without a rule.

    A table published for another edition of this house may lack a rule that this one asks for.
    """
    for content in (told, packaged_desk_rules()):
        found = [row.value for row in dated_rows.table(content).on(day) if row.id == id]
        if found:
            return found[0]
    raise KeyError(f"{id} on {day.isoformat()}")


def _whole_number_in(allowed: range) -> dated_rows.Accepts:
    return lambda value: type(value) is int and value in allowed


_ACCEPTED: Mapping[str, dated_rows.Accepts] = {
    "inspection_valid_minutes": _whole_number_in(_MINUTES),
    "history_shown": _whole_number_in(_DECISIONS),
}


@cache
def _grounds() -> DatedTable:
    return DatedTable.load("moeli.crossings", "grounds")
