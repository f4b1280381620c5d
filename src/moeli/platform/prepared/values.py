"""Values as the engine at hand takes them."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

_FIELDS: Final[Mapping[type, "models.Field[Any, Any]"]] = {
    UUID: models.UUIDField(),
    datetime: models.DateTimeField(),
    date: models.DateField(),
    bytes: models.BinaryField(),
}


def adapted(value: object, db: BaseDatabaseWrapper) -> Any:  # noqa: ANN401 -- whatever the driver takes
    """`value` as a parameter of a statement; its type says by which field."""
    field = _FIELDS.get(type(value))
    return value if field is None else field.get_db_prep_value(value, db)
