"""Lets Django empty what is guarded between transactional tests: its guards refuse every DELETE."""

from pathlib import Path

from django.conf import settings
from django.db import connection
from django.test import TransactionTestCase

from moeli.platform.journal import guard
from moeli.platform.publications import guard as publications_guard

_empty = TransactionTestCase._fixture_teardown


def _empty_unguarded(case: TransactionTestCase) -> None:
    with guard.lifted(connection), publications_guard.lifted(connection):
        _empty(case)
    # Anchors of a journal that is gone would tell the next test that its own was cut off.
    Path(settings.MOELI_ANCHOR_COPY).unlink(missing_ok=True)


def install() -> None:
    """Let the teardown of every transactional test lift the guard and put it up again."""
    TransactionTestCase._fixture_teardown = _empty_unguarded  # type: ignore[method-assign]
