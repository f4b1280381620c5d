"""How fast jobs are asked for and run, on a database of its own that is gone afterwards."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

import django
from django.apps import apps

_QUICK, _FULL = 50, 1_000


def run(*, quick: bool) -> dict[str, Any]:
    """Jobs a second: asked for one a transaction, run by one worker; steps kept a second.

    It needs a process of its own: RuntimeError when Django already serves another home folder.
    """
    if apps.ready:
        raise RuntimeError("the bench of the jobs writes to no database that is in use")
    with tempfile.TemporaryDirectory(prefix="moeli-bench-") as home:
        _move_in(Path(home))
        return _measured(_QUICK if quick else _FULL)


def _move_in(home: Path) -> None:
    os.environ["MOELI_HOME"] = str(home)
    os.environ.pop("MOELI_DATABASE_URL", None)
    os.environ["DJANGO_SETTINGS_MODULE"] = "moeli.config.settings.dev"
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)


def _measured(count: int) -> dict[str, Any]:
    from django.db import connection

    from moeli.platform.jobs.worker import Worker

    worker = Worker()
    worker.run_due()  # the schedules' first turns are no part of it
    rows = [_row("ask, one a transaction", count, lambda: _ask(count))]
    rows.append(_row("run, of one step", count, worker.run_due))
    _ask(1)
    rows.append(_row("keep a step's progress", count, lambda: _step(count)))
    connection.close()
    return {"database": "SQLite, WAL, synchronous=FULL", "rows": rows}


def _ask(count: int) -> None:
    from django.db import transaction

    from moeli.platform.access.actor import SYSTEM
    from moeli.platform.jobs.services import enqueue

    for _ in range(count):
        with transaction.atomic():
            enqueue(actor=SYSTEM, job="jobs.forget")


def _step(count: int) -> None:
    from moeli.platform.jobs import attempts
    from moeli.platform.jobs.models import JobRow
    from moeli.platform.jobs.run import Run
    from moeli.platform.jobs.states import State

    waiting = JobRow.objects.filter(state=State.WAITING).values_list("id", flat=True).first()
    job = attempts.claim(waiting) if waiting else None
    if job:
        for done in range(count):
            Run(job, lambda: False).progress(done, count, {"next": done})


def _row(work: str, count: int, does: Callable[[], object]) -> dict[str, Any]:
    start = perf_counter()
    does()
    seconds = perf_counter() - start
    return {"work": work, "count": count, "seconds": seconds, "a second": count / seconds}
