"""Lets Django empty the journal between transactional tests: its guard refuses every DELETE."""

from django.db import connection
from django.test import TransactionTestCase

from moeli.platform.journal import guard

_empty = TransactionTestCase._fixture_teardown


def _empty_unguarded(case: TransactionTestCase) -> None:
    with guard.lifted(connection):
        _empty(case)


def install() -> None:
    """Let the teardown of every transactional test lift the guard and put it up again."""
    TransactionTestCase._fixture_teardown = _empty_unguarded  # type: ignore[method-assign]
