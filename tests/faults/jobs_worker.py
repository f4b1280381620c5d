"""A real worker, whose house declares one job more: it writes rows and says which it has written.

Run as `python jobs_worker.py work` or `python jobs_worker.py ask COUNT STEPS`.
"""

import sys
import time
from argparse import Namespace

from moeli.cli.house import open_house

open_house()

from django.db import connection, transaction  # noqa: E402 -- the house is open now

from moeli.cli import work  # noqa: E402 -- the same
from moeli.platform import room  # noqa: E402 -- the same
from moeli.platform.access.actor import SYSTEM  # noqa: E402 -- the same
from moeli.platform.jobs.services import enqueue  # noqa: E402 -- the same
from moeli.platform.room import Job, JobRun  # noqa: E402 -- the same

LEASE_S = 0.6


def write_rows(run: JobRun) -> None:
    """A step is acknowledged on standard output when it is committed, and not before."""
    label, steps = run.arguments["label"], run.arguments["steps"]
    for step in range(run.cursor.get("next", 0), steps):
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("INSERT INTO written VALUES (%s, %s)", [label, step])
            run.progress(step + 1, steps, {"next": step + 1})
        sys.stdout.write(f"{label} {step}\n")
        sys.stdout.flush()
        time.sleep(0.002)


def ask(count: int, steps: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE written (label integer, step integer)")
    with transaction.atomic():
        for label in range(count):
            enqueue(actor=SYSTEM, job="write", arguments={"label": label, "steps": steps})


declared = {"write": Job("write", "Write rows", write_rows, "job.see", attempts=1000)}
room.jobs = lambda: declared  # type: ignore[assignment]  # this process's house
if sys.argv[1] == "ask":
    ask(int(sys.argv[2]), int(sys.argv[3]))
else:
    sys.exit(work.run(Namespace(once=False, poll=0.05, lease=LEASE_S)))
