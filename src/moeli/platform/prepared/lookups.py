"""Look-ups of which only the values change from call to call."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Expression
from django.db.models.query import (
    FlatValuesListIterable,
    ModelIterable,
    ValuesListIterable,
    get_related_populators,
)
from django.db.transaction import TransactionManagementError

from moeli.platform.prepared.values import adapted

M = TypeVar("M", bound=models.Model)
R = TypeVar("R")
ALIAS: Final = "default"
_Make = Callable[[Sequence[Any]], Any]


class Asked(Expression):
    """Stands in a filter for the value that is handed in under `name` at each call."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, _compiler: object, _connection: object) -> tuple[str, Any]:
        """A placeholder, and itself in the place of the value."""
        return "%s", [self]


@dataclass(frozen=True, slots=True)
class _Composed:
    """A statement, its parameters (values, and `Asked` for them), and what makes a row of it."""

    sql: str
    parameters: tuple[Any, ...]
    converters: tuple[tuple[int, Any, tuple[Any, ...]], ...]
    make: _Make
    locks: bool

    def filled(self, values: Mapping[str, object], db: BaseDatabaseWrapper) -> tuple[Any, ...]:
        """The parameters of one call. Raises KeyError for a value that was not handed in."""
        return tuple(
            adapted(values[each.name], db) if isinstance(each, Asked) else each
            for each in self.parameters
        )

    def row(self, found: Sequence[Any], db: BaseDatabaseWrapper) -> Any:  # noqa: ANN401 -- `make` says what it is
        """What the query set would have answered for what the database found."""
        values = list(found)
        for at, expression, convert in self.converters:
            for each in convert:
                values[at] = each(values[at], expression, db)
        return self.make(values)


class Prepared(Generic[M, R]):
    """The query set that `compose` makes, its SQL kept for each engine.

    What changes stands in its filters as `Asked`, and is adapted by its type; related rows come
    along by `select_related`.
    """

    def __init__(self, compose: "Callable[[], models.QuerySet[M, R]]") -> None:
        self._compose = compose
        self._of_engine: dict[str, _Composed] = {}

    def rows(self, **values: object) -> list[R]:
        """All of them, in the order of the query set."""
        db, composed = self._ready()
        with db.cursor() as cursor:
            cursor.execute(composed.sql, composed.filled(values, db))
            return [composed.row(each, db) for each in cursor.fetchall()]

    def first(self, **values: object) -> R | None:
        """The first of them, or None. Who looks for one among many cuts the query set short."""
        db, composed = self._ready()
        with db.cursor() as cursor:
            cursor.execute(composed.sql, composed.filled(values, db))
            found = cursor.fetchone()
        answer: R | None = None if found is None else composed.row(found, db)
        return answer

    def _ready(self) -> tuple[BaseDatabaseWrapper, _Composed]:
        db = connections[ALIAS]
        composed = self._of_engine.get(db.vendor)
        if composed is None:
            composed = self._of_engine[db.vendor] = _composed(self._compose(), db)
        if composed.locks and not db.in_atomic_block:
            raise TransactionManagementError("a row is locked inside a transaction only")
        return db, composed


def _composed(rows: "models.QuerySet[M, Any]", db: BaseDatabaseWrapper) -> _Composed:
    compiler: Any = rows.query.get_compiler(connection=db)
    sql, parameters = compiler.as_sql()
    converters = compiler.get_converters([each[0] for each in compiler.select])
    return _Composed(
        sql,
        tuple(parameters),
        tuple((at, expression, tuple(by)) for at, (by, expression) in converters.items()),
        _maker(rows, compiler),
        bool(rows.query.select_for_update),
    )


def _maker(rows: "models.QuerySet[M, Any]", compiler: Any) -> _Make:  # noqa: ANN401 -- Django's own, untyped
    kind = rows._iterable_class
    if kind is ModelIterable and not compiler.annotation_col_map:
        return _model_maker(compiler)
    if kind is ValuesListIterable:
        return tuple
    if kind is FlatValuesListIterable:
        return lambda values: values[0]
    raise TypeError("a prepared look-up answers rows, tuples or single values")


def _model_maker(compiler: Any) -> _Make:  # noqa: ANN401 -- Django's own, untyped
    """As Django's ModelIterable does it, for one row."""
    info, select = compiler.klass_info, compiler.select
    model, places = info["model"], info["select_fields"]
    first, last = places[0], places[-1] + 1
    names = [each[0].target.attname for each in select[first:last]]
    related = get_related_populators(info, select, ALIAS)  # type: ignore[call-arg]  # the stubs are of Django 6

    def make(values: Sequence[Any]) -> object:
        made = model.from_db(ALIAS, names, values[first:last])
        for each in related:
            each.populate(values, made)
        return made

    return make
