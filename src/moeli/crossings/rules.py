"""The dated tables of this room; headquarters may publish those of the desk anew."""

from collections.abc import Iterator, Mapping
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


def inspection_validity(day: date) -> timedelta:
    """How long after it was opened an inspection may be decided."""
    return timedelta(minutes=_desk_rule("inspection_valid_minutes", day))


def history_shown(day: date) -> int:
    """How many earlier decisions on a document an inspection shows."""
    return int(_desk_rule("history_shown", day))


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


def _desk_rule(id: str, day: date) -> Any:  # noqa: ANN401 -- `_ACCEPTED` says what each rule can be
    """What headquarters says; what it does not speak of, as delivered: no desk is without a rule.

    A table published for another edition of this house may lack a rule that this one asks for.
    """
    for content in (content_in_force(DESK_RULES, day), packaged_desk_rules()):
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
