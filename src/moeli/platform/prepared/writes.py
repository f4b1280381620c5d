"""Writing rows whole, by one statement a model.

No signal is sent and no related row is looked at: a row that needs either is saved by Django.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple

from django.db import DatabaseError, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.transaction import mark_for_rollback_on_error

from moeli.platform.prepared.lookups import ALIAS

_Field = Any  # models.Field, whose own types say nothing here
_MOST_VALUES = 65_535  # of one statement that PostgreSQL is handed beside its values


class _Statement(NamedTuple):
    sql: str
    fields: tuple[_Field, ...]


def insert(rows: Sequence[models.Model]) -> None:
    """Write new rows of one model in their order. Raises IntegrityError, as `save` does."""
    if not rows:
        return
    db = connections[ALIAS]
    if len(rows) > 1 and db.vendor == "postgresql":  # one statement for many: one way there
        model = type(rows[0])
        most = _MOST_VALUES // len(model._meta.local_concrete_fields)
        model._base_manager.bulk_create(rows, batch_size=most)
        return
    sql, fields = _insertion(type(rows[0]), db.vendor)
    values = [_values(row, fields, db, new=True) for row in rows]
    with mark_for_rollback_on_error(using=ALIAS), db.cursor() as cursor:
        if len(values) == 1:
            cursor.execute(sql, values[0])
        else:
            cursor.executemany(sql, values)
    _are_there(rows)


def update(row: models.Model, *names: str) -> None:
    """Write these fields of a row that is there. Raises DatabaseError where it is not."""
    db = connections[ALIAS]
    sql, fields = _change(type(row), names, db.vendor)
    _changed(db, sql, _values(row, fields, db, new=False))


class Change(NamedTuple):
    """A new row; or, where `names` are given, these fields of a row that is there."""

    row: models.Model
    names: tuple[str, ...] = ()


def together(*changes: Change) -> None:
    """Write them all, on PostgreSQL by one statement: it is one way there.

    No row may ask for another of them before the commit. Raises as `insert` and `update` do; of
    rows that are changed only the last is looked for.
    """
    db = connections[ALIAS]
    if db.vendor != "postgresql":
        for row, names in changes:
            update(row, *names) if names else insert([row])
        return
    sql, fields = _at_once(tuple((type(row), names) for row, names in changes), db.vendor)
    values = [
        value
        for (row, names), its in zip(changes, fields, strict=True)
        for value in _values(row, its, db, new=not names)
    ]
    _changed(db, sql, values)
    _are_there(row for row, _names in changes)


def _changed(db: BaseDatabaseWrapper, sql: str, values: Sequence[Any]) -> None:
    with mark_for_rollback_on_error(using=ALIAS), db.cursor() as cursor:
        cursor.execute(sql, values)
        if cursor.rowcount != 1:
            raise DatabaseError("the row that was to be changed is not there")


def _are_there(rows: Iterable[models.Model]) -> None:
    for row in rows:
        row._state.adding, row._state.db = False, ALIAS


def _values(
    row: models.Model, fields: Sequence[_Field], db: BaseDatabaseWrapper, *, new: bool
) -> list[Any]:
    return [each.get_db_prep_save(each.pre_save(row, new), db) for each in fields]


@cache
def _insertion(model: type[models.Model], _vendor: str) -> _Statement:
    fields = tuple(model._meta.local_concrete_fields)
    names, places = ", ".join(map(_column, fields)), ", ".join("%s" for _ in fields)
    table = _quoted(model._meta.db_table)
    return _Statement(f"INSERT INTO {table} ({names}) VALUES ({places})", fields)  # noqa: S608 -- names of our models


@cache
def _change(model: type[models.Model], names: tuple[str, ...], _vendor: str) -> _Statement:
    key, fields = model._meta.pk, tuple(model._meta.get_field(each) for each in names)
    changed = ", ".join(f"{_column(each)} = %s" for each in fields)
    table = _quoted(model._meta.db_table)
    sql = f"UPDATE {table} SET {changed} WHERE {_column(key)} = %s"  # noqa: S608 -- as above
    return _Statement(sql, (*fields, key))


@cache
def _at_once(
    changes: tuple[tuple[type[models.Model], tuple[str, ...]], ...], vendor: str
) -> tuple[str, tuple[tuple[_Field, ...], ...]]:
    """Each but the last in a WITH: PostgreSQL carries all of them out."""
    made = [
        _change(model, names, vendor) if names else _insertion(model, vendor)
        for model, names in changes
    ]
    *before, last = [each.sql for each in made]
    named = ", ".join(f"_{number} AS ({sql})" for number, sql in enumerate(before))
    return f"WITH {named} {last}", tuple(each.fields for each in made)


def _column(field: _Field) -> str:
    return _quoted(field.column)


def _quoted(name: str) -> str:
    return connections[ALIAS].ops.quote_name(name)
