"""PostgreSQL: `pg_dump` of one exported snapshot, in which the rows are counted too."""

import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self
from urllib.parse import quote

import psycopg
from psycopg import sql

from moeli.operations.copies.inventory import HeadAt, Inventory
from moeli.operations.errors import OperationsError
from moeli.platform.errors import ErrorCode, MoeliError
from moeli.platform.ids import uuid7

_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1"
_GUARDS = "SELECT DISTINCT tgname FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1"
_HEADS = "SELECT node, epoch, sequence, digest FROM moeli_journal_head ORDER BY node"
_MIGRATIONS = "SELECT app || '.' || name FROM django_migrations ORDER BY 1"
_EMPTIED = "DROP SCHEMA public CASCADE; CREATE SCHEMA public"
_VARIABLES = {
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "dbname": "PGDATABASE",
}


@dataclass(frozen=True, slots=True)
class PostgresqlStore:
    """One database, by the parameters of its connection."""

    parameters: Mapping[str, str]

    @classmethod
    def of_settings(cls, database: Mapping[str, Any]) -> Self:
        """From one of Django's DATABASES."""
        names = {"HOST": "host", "PORT": "port", "USER": "user", "PASSWORD": "password"}
        names |= {"NAME": "dbname"}
        return cls({ours: str(database[key]) for key, ours in names.items() if database.get(key)})

    @property
    def engine(self) -> str:
        """Its name in manifests."""
        return "postgresql"

    @property
    def address(self) -> str:
        """As in MOELI_DATABASE_URL."""
        told = {key: quote(value, safe="") for key, value in self.parameters.items()}
        password = f":{told['password']}" if "password" in told else ""
        port = f":{told['port']}" if "port" in told else ""
        at = f"{told.get('user', '')}{password}@{told.get('host', '')}{port}"
        return f"postgresql://{at}/{told['dbname']}"

    def is_empty(self) -> bool:
        """Whether no table is in it."""
        with self._moment() as opened:
            return opened.execute(_TABLES).fetchone() is None

    def snapshot(self, target: Path) -> Inventory:
        """A dump in the custom format, uncompressed: the archive compresses."""
        with self._moment() as opened:
            moment = opened.execute("SELECT pg_export_snapshot()").fetchone()
            name = str(moment[0]) if moment else ""
            words = ("-Fc", "-Z0", "--no-owner", "--no-privileges", f"--snapshot={name}")
            self._run("pg_dump", *words, "-f", str(target), failed=OperationsError.NOT_WRITTEN)
            return _inventory(opened)

    def inventory(self) -> Inventory:
        """What is in it now."""
        with self._moment() as opened:
            return _inventory(opened)

    def read(self, opened: psycopg.Connection[Any]) -> Inventory:
        """What this connection sees."""
        return _inventory(opened)

    def fill(self, copy: Path) -> None:
        """Write the dump out as SQL, then run it whole in one transaction on an emptied schema."""
        script = copy.with_suffix(".sql")
        self._run("pg_restore", "--no-owner", "-n", "public", "-f", str(script), str(copy))
        quiet = ("-X", "-q", "-1", "-v", "ON_ERROR_STOP=1", "-o", os.devnull)
        self._run("psql", *quiet, "-c", _EMPTIED, "-f", str(script))
        script.unlink()

    @contextmanager
    def scratch(self) -> Iterator[Self]:
        """A database of its own beside this one, for the length of a block."""
        name = f"moeli_drill_{uuid7().hex[-12:]}"
        quoted = sql.Identifier(name)
        with psycopg.connect(**self.parameters, autocommit=True) as opened:  # type: ignore[arg-type]  # texts, all of them
            opened.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(quoted))
            try:
                yield replace(self, parameters={**self.parameters, "dbname": name})
            finally:
                opened.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(quoted))

    @contextmanager
    def _moment(self) -> Iterator[psycopg.Connection[Any]]:
        with psycopg.connect(**self.parameters) as opened:  # type: ignore[arg-type]  # texts, all of them
            opened.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            opened.read_only = True
            yield opened

    def _run(self, *words: str, failed: ErrorCode = OperationsError.UNREADABLE) -> None:
        """Without the password among the words, which every user of the machine could read."""
        ours = {_VARIABLES[name]: value for name, value in self.parameters.items()}
        try:
            done = subprocess.run(  # noqa: S603 -- programs of PostgreSQL that we name
                words, env=os.environ | ours, capture_output=True, text=True, check=False
            )
        except FileNotFoundError as error:
            why = f"{words[0]} is not installed (Debian: apt-get install postgresql-client)"
            raise MoeliError(failed, why=why) from error
        if done.returncode:
            told = (done.stderr.strip().splitlines() or ["it says nothing"])[0]
            raise MoeliError(failed, why=f"{words[0]}: {told}")


def _inventory(opened: psycopg.Connection[Any]) -> Inventory:
    tables = [name for (name,) in opened.execute(_TABLES)]
    return Inventory(
        {name: _count(opened, name) for name in tables},
        tuple(HeadAt.of_row(*row) for row in opened.execute(_HEADS)),
        tuple(name for (name,) in opened.execute(_MIGRATIONS)),
        tuple(name for (name,) in opened.execute(_GUARDS)),
    )


def _count(opened: psycopg.Connection[Any], table: str) -> int:
    counted = opened.execute(
        sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))
    ).fetchone()
    return int(counted[0]) if counted else 0
