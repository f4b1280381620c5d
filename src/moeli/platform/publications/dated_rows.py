"""Channels whose content is a table of dated rows in TOML: checked, counted and compared. Pure."""

import itertools
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moeli.platform.dated import DatedRow, DatedTable
from moeli.platform.publications import lettering
from moeli.platform.room import PublicationChange, PublicationProblem

Accepts = Callable[[Any], bool]
_SENTENCES = {
    "form": _("The table cannot be read: check the rows, their dates and their sources."),
    "twice": _("This row stands in the table twice."),
    "unknown_rule": _("No rule of this name is known here."),
    "bad_value": _("The value is not one that this rule can have."),
    "missing_rule": _("A rule that the house needs is not in the table."),
    "late": _("The rule begins after the first day of this version: until then there is none."),
    "ends": _("The rule ends and nothing follows it: the desk would be without a rule."),
    "gap": _("Between two rows of this rule there are days without a rule."),
}


@lru_cache(maxsize=64)
def table(content: bytes) -> DatedTable:
    """The table in `content`, read once a process: a content never changes. Raises ValueError."""
    rows = [DatedRow(**row) for row in _rows(content)]
    return DatedTable(tuple(sorted(rows, key=lambda row: row.in_force_from)))


def problems(
    content: bytes, first_day: date, rules: Mapping[str, Accepts]
) -> Iterator[PublicationProblem]:
    """What is wrong with a table that must answer exactly `rules` on every day from `first_day`."""
    twice = _repeated(content)
    if twice:
        yield from (_problem("twice", each) for each in twice)
        return
    try:
        read = table(content)
    except (ValueError, TypeError, KeyError):
        yield _problem("form")
        return
    yield from _escaped_letters(content)
    for row in read.rows:
        if row.id not in rules:
            yield _problem("unknown_rule", row.id)
        elif not rules[row.id](row.value):
            yield _problem("bad_value", row.id)
    for id in rules:
        yield from _uncovered(id, first_day, [row for row in read.rows if row.id == id])


def problems_of_rows(
    content: bytes, first_day: date, accepts: Callable[[DatedRow], bool], needed: Iterable[str]
) -> Iterator[PublicationProblem]:
    """As `problems`, of a table that is open: which rows it has beside `needed` is its own say."""
    twice = _repeated(content)
    if twice:
        yield from (_problem("twice", each) for each in twice)
        return
    try:
        read = table(content)
    except (ValueError, TypeError, KeyError):
        yield _problem("form")
        return
    yield from _escaped_letters(content)
    yield from (_problem("bad_value", row.id) for row in read.rows if not accepts(row))
    for id in sorted(needed):
        yield from _uncovered(id, first_day, [row for row in read.rows if row.id == id])


def count(content: bytes) -> int:
    """How many rows the table has."""
    return len(_rows(content))


def difference(old: bytes, new: bytes) -> Iterator[PublicationChange]:
    """Rows by rule and first day: added, removed, or with another value, source or end."""
    before, after = _by_key(old), _by_key(new)
    for key in sorted(before.keys() | after.keys()):
        if before.get(key) != after.get(key):
            yield PublicationChange(key, before.get(key, ""), after.get(key, ""))


def _rows(content: bytes) -> list[dict[str, Any]]:
    rows = tomllib.loads(content.decode("utf-8"))["rows"] if content else []
    if not all(isinstance(row, dict) for row in rows):
        raise ValueError("each row is a table")
    return list(rows)


def _escaped_letters(content: bytes) -> Iterator[PublicationProblem]:
    """Letters that deceive, written as TOML escapes: plain in the file, deceiving on the screen."""
    for row in _rows(content):
        for text in _texts(row):
            for found in lettering.problems(text.encode("utf-8", "surrogatepass")):
                yield PublicationProblem(found.code, found.sentence, str(row["id"]))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for pair in value.items() for part in pair for text in _texts(part))
    elif isinstance(value, list):
        yield from (text for part in value for text in _texts(part))


def _repeated(content: bytes) -> list[str]:
    times = Counter(_key(row) for row in _rows(content))
    return sorted(key for key, count in times.items() if count > 1)


def _uncovered(id: str, first_day: date, rows: list[DatedRow]) -> Iterator[PublicationProblem]:
    if not rows:
        yield _problem("missing_rule", id)
        return
    if rows[0].in_force_from > first_day:
        yield _problem("late", id)
    for row, following in itertools.pairwise(rows):
        if row.in_force_to and row.in_force_to < following.in_force_from:
            yield _problem("gap", id)
    if rows[-1].in_force_to is not None:
        yield _problem("ends", id)


def _by_key(content: bytes) -> dict[str, str]:
    return {_key(row): _said(row) for row in _rows(content)}


def _key(row: Mapping[str, Any]) -> str:
    return f"{row['id']} {_day(row['in_force_from'])}"


def _said(row: Mapping[str, Any]) -> str:
    until = f" – {_day(row['in_force_to'])}" if row.get("in_force_to") else ""
    checked = gettext("verified") if row.get("verified") else gettext("not verified")
    return f"{row.get('value')}{until} · {row.get('source', '')} ({checked})"


def _day(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _problem(code: str, where: str = "") -> PublicationProblem:
    return PublicationProblem(code, _SENTENCES[code], where)
