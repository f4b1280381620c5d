"""Threads that write to SQLite take turns, and the turn is given back however it ended."""

import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper

from moeli.platform.one_writer.sqlite3.base import DatabaseWrapper
from moeli.platform.one_writer.sqlite3.turn import turn_of

pytestmark = [
    pytest.mark.django_db,  # no row of it is touched: the databases here are files of their own
    pytest.mark.skipif(connection.vendor != "sqlite", reason="an engine for SQLite"),
]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[[], BaseDatabaseWrapper]]:
    made: list[DatabaseWrapper] = []

    def open_() -> BaseDatabaseWrapper:
        settings: dict[str, Any] = connection.settings_dict | {"NAME": tmp_path / "db.sqlite3"}
        options = {"timeout": 0.05, "transaction_mode": "IMMEDIATE"}
        made.append(DatabaseWrapper(settings | {"OPTIONS": options}, alias="apart"))
        made[-1].inc_thread_sharing()
        return made[-1]

    with open_().cursor() as cursor:
        cursor.execute("CREATE TABLE t (n INTEGER PRIMARY KEY)")
    yield open_
    for each in made:
        each.close()


def begin(one: BaseDatabaseWrapper) -> None:
    one.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)


def is_free(one: BaseDatabaseWrapper) -> bool:
    return turn_of(str(one.settings_dict["NAME"])).is_free()


def test_who_comes_second_is_woken_by_the_commit_of_the_first(
    opened: Callable[[], BaseDatabaseWrapper],
) -> None:
    one, two = opened(), opened()
    two.settings_dict["OPTIONS"]["timeout"] = 30
    begin(one)
    second = threading.Thread(target=begin, args=(two,))
    second.start()
    assert second.is_alive()
    one.commit()
    second.join(timeout=30)
    assert not second.is_alive()
    two.rollback()
    assert is_free(two)


def test_who_waits_too_long_is_told_what_sqlite_would_say(
    opened: Callable[[], BaseDatabaseWrapper],
) -> None:
    one, two = opened(), opened()
    begin(one)
    with pytest.raises(OperationalError, match="database is locked"):
        begin(two)
    one.rollback()
    begin(two)
    two.rollback()


@pytest.mark.parametrize("end", ["commit", "rollback", "close"])
def test_the_turn_is_given_back_however_it_ended(
    opened: Callable[[], BaseDatabaseWrapper], end: str
) -> None:
    one = opened()
    begin(one)
    assert not is_free(one)
    getattr(one, end)()
    assert is_free(one)


def test_a_transaction_that_cannot_begin_holds_no_turn(
    opened: Callable[[], BaseDatabaseWrapper], tmp_path: Path
) -> None:
    """Another process holds the database: our lock knows nothing of it, SQLite's does."""
    stranger = sqlite3.connect(tmp_path / "db.sqlite3", isolation_level=None)
    stranger.execute("BEGIN IMMEDIATE")
    one = opened()
    with pytest.raises(OperationalError, match="locked"):
        begin(one)
    assert is_free(one)
    stranger.execute("ROLLBACK")
    stranger.close()
    begin(one)
    one.commit()


def test_a_refused_row_and_its_rollback_give_the_turn_back(
    opened: Callable[[], BaseDatabaseWrapper],
) -> None:
    one = opened()
    begin(one)
    with one.cursor() as cursor:
        cursor.execute("INSERT INTO t VALUES (1)")
        with pytest.raises(IntegrityError):
            cursor.execute("INSERT INTO t VALUES (1)")
    one.rollback()
    assert is_free(one)


@pytest.fixture
def other_process(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that has the turn until it is ended."""
    code = (
        "import sys; from moeli.platform.one_writer.sqlite3.turn import turn_of;"
        "turn_of(sys.argv[1]).take(1); print('has it', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "db.sqlite3")]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, text=True, **pipes) as process:
        assert process.stdout
        assert process.stdout.readline() == "has it\n"
        yield process
        process.kill()


def test_another_process_is_waited_for_and_its_end_gives_the_turn_back(
    opened: Callable[[], BaseDatabaseWrapper], request: pytest.FixtureRequest
) -> None:
    one = opened()
    other: subprocess.Popen[str] = request.getfixturevalue("other_process")
    waiting = threading.Thread(target=begin, args=(one,))
    waiting.start()
    waiting.join(timeout=0.3)
    assert waiting.is_alive()
    other.kill()
    waiting.join(timeout=30)
    assert not waiting.is_alive()
    one.commit()


def test_what_is_forked_holds_no_turn_of_its_parent(
    opened: Callable[[], BaseDatabaseWrapper], tmp_path: Path
) -> None:
    one = opened()
    begin(one)
    child = os.fork()
    if not child:
        os._exit(0 if is_free(one) else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert not is_free(one)
    one.commit()
    begin(one)
    one.commit()


def test_where_no_file_can_be_made_beside_it_sqlite_decides_alone(
    opened: Callable[[], BaseDatabaseWrapper], tmp_path: Path
) -> None:
    one = opened()
    turn_of(str(tmp_path / "db.sqlite3")).forget()
    (tmp_path / "db.sqlite3-turn").unlink(missing_ok=True)
    (tmp_path / "db.sqlite3-turn").mkdir()
    begin(one)
    one.commit()
    assert is_free(one)
