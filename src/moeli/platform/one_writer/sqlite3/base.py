"""Django's engine for SQLite, its write transactions one after the other. See the package."""

from typing import Any

from django.db import OperationalError
from django.db.backends.sqlite3 import base

from moeli.platform.one_writer.sqlite3.turn import Turn, turn_of


class DatabaseWrapper(base.DatabaseWrapper):
    """Takes its turn before a transaction begins, gives it back when that ended, however."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._turn: Turn | None = None

    def _start_transaction_under_autocommit(self) -> None:
        self._take_turn()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # Django has it, its stubs do not
        except BaseException:
            self._give_turn_back()
            raise

    def _commit(self) -> None:
        try:
            super()._commit()  # type: ignore[misc]  # Django has it, its stubs do not
        finally:
            self._give_turn_back()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]  # Django has it, its stubs do not
        finally:
            self._give_turn_back()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]  # Django has it, its stubs do not
        finally:
            self._give_turn_back()

    def _take_turn(self) -> None:
        """Raises OperationalError after as long a time as SQLite itself would wait."""
        if self._turn is None:
            turn = turn_of(str(self.settings_dict["NAME"]))
            if not turn.take(self.settings_dict["OPTIONS"].get("timeout", 5)):
                raise OperationalError("database is locked")
            self._turn = turn

    def _give_turn_back(self) -> None:
        turn, self._turn = self._turn, None
        if turn is not None:
            turn.give_back()
