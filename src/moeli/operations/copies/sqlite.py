"""SQLite: `VACUUM INTO` copies one moment of it, while the desk goes on writing."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from moeli.operations.copies.inventory import HeadAt, Inventory
from moeli.operations.errors import OperationsError
from moeli.platform.errors import MoeliError

_PATIENCE = 60  # seconds that a copy waits for a writer
_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
_GUARDS = "SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
_HEADS = "SELECT node, epoch, sequence, digest FROM moeli_journal_head ORDER BY node"
_MIGRATIONS = "SELECT app || '.' || name FROM django_migrations ORDER BY 1"
_SUFFIXES = ("-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class SqliteStore:
    """One file."""

    file: Path

    @property
    def engine(self) -> str:
        """Its name in manifests."""
        return "sqlite"

    def snapshot(self, target: Path) -> Inventory:
        """A copy without the pages that deleted rows leave behind."""
        try:
            with closing(self._open(self.file)) as live:
                live.execute("VACUUM INTO ?", (str(target),))
            target.chmod(0o600)
            return self._read(target)
        except sqlite3.Error as error:
            raise MoeliError(OperationsError.NOT_WRITTEN, why=f"SQLite says: {error}") from error

    def inventory(self) -> Inventory:
        """What is in the file now."""
        return self._read(self.file)

    def read(self, opened: sqlite3.Connection) -> Inventory:
        """What this connection sees."""
        return _inventory(opened)

    def fill(self, copy: Path) -> None:
        """Examine the copy, then give it the file's name."""
        try:
            self._read(copy)
        except sqlite3.Error as error:
            raise MoeliError(OperationsError.UNREADABLE, why=f"SQLite says: {error}") from error
        for suffix in _SUFFIXES:  # of another database: they would be read into this one
            self.file.with_name(self.file.name + suffix).unlink(missing_ok=True)
        copy.replace(self.file)

    @staticmethod
    def _open(file: Path) -> sqlite3.Connection:
        if not file.exists():
            raise sqlite3.OperationalError("there is no database file")
        return sqlite3.connect(file, timeout=_PATIENCE, isolation_level=None)

    def _read(self, file: Path) -> Inventory:
        with closing(self._open(file)) as opened:
            opened.execute("BEGIN")  # one moment for all figures
            found = opened.execute("PRAGMA quick_check(1)").fetchone()[0]
            if found != "ok":
                raise sqlite3.DatabaseError(found)
            return _inventory(opened)


def _inventory(opened: sqlite3.Connection) -> Inventory:
    tables = sorted(name for (name,) in opened.execute(_TABLES))
    return Inventory(
        {name: _count(opened, name) for name in tables},
        tuple(HeadAt.of_row(*row) for row in opened.execute(_HEADS)),
        tuple(name for (name,) in opened.execute(_MIGRATIONS)),
        tuple(name for (name,) in opened.execute(_GUARDS)),
    )


def _count(opened: sqlite3.Connection, table: str) -> int:
    quoted = '"' + table.replace('"', '""') + '"'
    return int(opened.execute(f"SELECT count(*) FROM {quoted}").fetchone()[0])  # noqa: S608 -- quoted above
