"""Upgrading: backup, migrate, verify; or everything as it was.

All migrations and the verification are one transaction, on both engines: a failure, a refusal of
the verification and kill -9 leave the database as it was. Should a migration have escaped its
transaction all the same, the backup just written is put back.
"""

import shutil
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core import checks
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor

from moeli.operations import locks
from moeli.operations.copies import unpacking
from moeli.operations.copies.backup import Written
from moeli.operations.copies.home_files import DRAFTS
from moeli.operations.copies.inventory import Inventory
from moeli.operations.errors import OperationsError
from moeli.operations.saving import here
from moeli.platform.errors import MoeliError
from moeli.platform.journal.verify import verify

_AS_IT_WAS = "The database is as it was before; the former Moeli can be started on it"
_PUT_BACK = "A migration had changed it all the same, so the backup was put back: it is as before"
_NEEDS_KEY = "It is NOT as before, and there is no backup of this upgrade: restore the last one"


@dataclass(frozen=True, slots=True)
class Upgraded:
    """What an upgrade did; `written` is the backup before it."""

    applied: list[str]
    before: Inventory
    after: Inventory
    written: Written | None


class _RefusedError(Exception):
    """The verification found something; `str()` says what."""


def upgrade(*, save: Callable[[], Written] | None, accepted: Collection[str] = ()) -> Upgraded:
    """Bring the database up to date, after `save` has written a backup.

    Rows may become fewer only in `accepted` tables. Raises MoeliError `upgrade_failed`, with
    everything as it was; `busy` while the site is served.
    """
    with locks.held(Path(settings.MOELI_HOME) / locks.SERVING, who="the site is being served"):
        before = here().store.inventory()
        if not _pending():
            return Upgraded([], before, before, None)
        written = save() if save else None
        try:
            after = _migrated(before, accepted)
        except Exception as error:
            now = _way_back(before, written)
            raise MoeliError(OperationsError.UPGRADE_FAILED, why=_why(error), now=now) from error
        applied = [name for name in after.migrations if name not in before.migrations]
        return Upgraded(applied, before, after, written)


def _pending() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _migrated(before: Inventory, accepted: Collection[str]) -> Inventory:
    with _one_transaction():
        executor = MigrationExecutor(connection, _between)
        executor.migrate(executor.loader.graph.leaf_nodes())
        call_command("migrate", verbosity=0, interactive=False)  # what follows migrations
        connection.check_constraints()
        after = here().store.read(connection.connection)
        found = [*before.losses(after, accepted), *_troubles()]
        if found:
            raise _RefusedError("; ".join(found))
    return after


@contextmanager
def _one_transaction() -> Iterator[None]:
    """SQLite changes tables only while foreign keys are off, which is said before it begins."""
    connection.close()
    connection.disable_constraint_checking()
    try:
        with transaction.atomic():
            yield
    finally:
        connection.close()  # the next connection checks foreign keys again


def _between(action: str, migration: Migration | None = None, fake: bool | None = None) -> None:
    """PostgreSQL changes no table that has constraints still to be looked at."""
    del migration, fake
    if action == "apply_success" and connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


def _troubles() -> Iterator[str]:
    yield from (each.text for each in verify().findings)
    for message in checks.run_checks(databases=["default"]):
        if message.is_serious():
            yield f"{message.id}: {message.msg}"


def _why(error: Exception) -> str:
    return str(error) or type(error).__name__


def _way_back(before: Inventory, written: Written | None) -> str:
    """Make sure that the database is as it was; says in a sentence how that was reached."""
    connection.close()
    store = here().store
    if not list(before.differences(store.inventory())):
        return _AS_IT_WAS
    if written is None:
        return _NEEDS_KEY
    draft = Path(settings.MOELI_HOME) / DRAFTS / "upgrade"
    shutil.rmtree(draft, ignore_errors=True)
    try:
        unpacking.unpack(written.file, written.key, draft)
        store.fill(draft / "database")
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return _PUT_BACK
