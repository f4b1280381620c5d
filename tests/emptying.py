"""Empties the database between transactional tests; the journal's guards refuse every DELETE.

Django's own way empties also the kinds of records and their permissions, and then writes those
hundreds of rows anew: nine tenths of its time. They are the same in every test, so they stay.
"""

from pathlib import Path

from django.conf import settings
from django.core.management.color import no_style
from django.db import connection
from django.test import TransactionTestCase

from moeli.platform.journal import guard
from moeli.platform.publications import guard as publications_guard

_STAYS = {"django_content_type", "auth_permission"}


def _empty_unguarded(_case: TransactionTestCase) -> None:
    with guard.lifted(connection), publications_guard.lifted(connection):
        _empty()
    # Anchors of a journal that is gone would tell the next test that its own was cut off.
    Path(settings.MOELI_ANCHOR_COPY).unlink(missing_ok=True)


def _empty() -> None:
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    emptied = [name for name in tables if name not in _STAYS]
    connection.ops.execute_sql_flush(connection.ops.sql_flush(no_style(), emptied))


def install() -> None:
    """Let the teardown of every transactional test lift the guard and put it up again."""
    TransactionTestCase._fixture_teardown = _empty_unguarded  # type: ignore[method-assign]
