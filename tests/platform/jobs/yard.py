"""Jobs for the tests: they write one row a step into a table of their own, as told."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.db import connection, transaction

from moeli.platform.access.actor import SYSTEM
from moeli.platform.jobs.models import JobRow
from moeli.platform.jobs.services import enqueue
from moeli.platform.room import Job, JobRun

STEPS = 4


class Killed(BaseException):
    """What kill -9 is to a process: nothing that runs afterwards is ours."""


class BrokenError(Exception):
    """A failure whose text names somebody."""


class Yard:
    """`before` and `after` are called around each step's commit with the number of the step."""

    def __init__(self) -> None:
        self.before: Callable[[int], None] = lambda _step: None
        self.after: Callable[[int], None] = lambda _step: None

    def write(self, run: JobRun) -> None:
        """Each step writes its row, and its progress with it."""
        steps = run.arguments.get("steps", STEPS)
        for step in range(run.cursor.get("next", 0), steps):
            with transaction.atomic():
                _effect(run.arguments["label"], step)
                self.before(step)
                run.progress(step + 1, steps, {"next": step + 1})
            self.after(step)

    def jobs(self) -> Mapping[str, Job]:
        """What the yard declares."""
        return {
            "yard.write": Job("yard.write", "Write rows", self.write, "booth.enrol", attempts=3),
            "yard.clean": Job("yard.clean", "Clean up", self.write, "people.manage"),
        }


def ask(label: str, *, name: str = "yard.write", actor: Any = SYSTEM, **how: Any) -> JobRow:
    """Enqueue a job that writes rows under `label`."""
    arguments = {"label": label} | how.pop("arguments", {})
    with transaction.atomic():
        return enqueue(actor=actor, job=name, arguments=arguments, **how)


def effects(label: str) -> list[int]:
    """The steps whose rows are there, in the order written."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT step FROM yard_effects WHERE label = %s ORDER BY id", [label])
        return [row[0] for row in cursor.fetchall()]


@contextmanager
def table() -> Iterator[None]:
    """The table of the steps, for the length of a block."""
    kind = "integer PRIMARY KEY" if connection.vendor == "sqlite" else "serial PRIMARY KEY"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE yard_effects (id {kind}, label varchar(80), step integer)")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE yard_effects")


def _effect(label: str, step: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO yard_effects (label, step) VALUES (%s, %s)", [label, step])


MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
