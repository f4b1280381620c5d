"""The dated tables of documents, permits and what is asked, as they are packaged."""

from collections.abc import Iterable
from datetime import date
from functools import cache

from moeli.crossings import travellers
from moeli.crossings.outcomes import Direction
from moeli.crossings.travellers import Groups, TravellerClass, speaks_of
from moeli.platform.dated import DatedRow, DatedTable


def scan_only_classes(rules: DatedTable, day: date) -> frozenset[str]:
    """The classes whom a rule of stay calls scan only: by themselves, or by a permit's kind."""
    rows = [row.value for row in rules.on(day) if row.value["basis"] == "scan_only"]
    kinds = [permit_kind(id) for value in rows for id in value.get("permits", ())]
    by_permit = {str(kind.value["class"]) for kind in kinds if kind}
    return frozenset(by_permit.union(*(value.get("classes", ()) for value in rows)))


def accepted_documents(day: date) -> tuple[DatedRow, ...]:
    """Which documents are accepted on `day`."""
    return tuple(_table("accepted_documents").on(day))


def permit_kinds(day: date) -> tuple[DatedRow, ...]:
    """The kinds of permit and visa that may be recorded on `day`."""
    return tuple(_table("permit_kinds").on(day))


def permit_kind(id: str) -> DatedRow | None:
    """The latest row of a kind of permit, whatever the day: permits outlive their kind."""
    return next((row for row in reversed(_table("permit_kinds").rows) if row.id == id), None)


def every_permit_kind() -> tuple[DatedRow, ...]:
    """All kinds of permit that ever were."""
    return _table("permit_kinds").rows


def groups(day: date) -> Groups:
    """The groups of nationalities on `day`."""
    return travellers.groups_in(_table("nationality_groups").on(day))


def group_names() -> frozenset[str]:
    """The names of all groups that ever were."""
    return frozenset(row.id for row in _table("nationality_groups").rows)


def asked_fields(
    day: date, traveller: TravellerClass, direction: Direction, *, minor: bool
) -> tuple[DatedRow, ...]:
    """What is asked of this class that way; nothing of a class that no row names."""
    return tuple(
        row
        for row in _table("asked_fields").on(day)
        if speaks_of(row.value, "directions", {direction})
        and (minor if row.value.get("minor") else _names(row, {traveller}))
    )


def identification_questions(day: date) -> tuple[DatedRow, ...]:
    """What a person without any document is asked."""
    return tuple(_table("identification_questions").on(day))


def voucher_kinds(day: date) -> tuple[DatedRow, ...]:
    """Who or what may vouch for a person without any document."""
    return tuple(_table("voucher_kinds").on(day))


def _names(row: DatedRow, held: Iterable[str]) -> bool:
    return "classes" in row.value and speaks_of(row.value, "classes", held)


@cache
def _table(name: str) -> DatedTable:
    return DatedTable.load("moeli.crossings", name)
