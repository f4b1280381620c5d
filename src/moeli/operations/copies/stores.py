"""The database to be saved or filled, whichever engine; it knows no Django."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

from moeli.operations.copies.inventory import Inventory


class Store(Protocol):
    """A database as backups see it."""

    @property
    def engine(self) -> str:
        """`sqlite` or `postgresql`."""

    def snapshot(self, target: Path) -> Inventory:
        """Write a consistent copy to `target` while others work; says what is in it.

        Raises MoeliError `backup_not_written`.
        """

    def inventory(self) -> Inventory:
        """What is in it now."""

    def read(self, opened: Any) -> Inventory:  # noqa: ANN401 -- of either library
        """What an open connection of the engine's own library sees, its own changes included."""

    def fill(self, copy: Path) -> None:
        """Put the copy in place of what is there: whole, or not at all.

        Raises MoeliError `backup_unreadable`.
        """


def store_of(database: Mapping[str, Any]) -> Store:
    """The store behind one of Django's DATABASES."""
    from moeli.operations.copies.postgresql import PostgresqlStore
    from moeli.operations.copies.sqlite import SqliteStore

    if str(database["ENGINE"]).endswith("sqlite3"):
        return SqliteStore(Path(database["NAME"]))
    return PostgresqlStore.of_settings(database)
