"""`./moeli work`: the worker that runs jobs and schedules."""

import argparse
import logging
import signal
from datetime import timedelta

from moeli.cli.house import open_house

HELP = "Run jobs and schedules."
_POLL, _LEASE = 1.0, 60.0


def configure(parser: argparse.ArgumentParser) -> None:
    """Once, or until stopped."""
    parser.add_argument("--once", action="store_true", help="run what is due and end")
    parser.add_argument(
        "--poll",
        type=float,
        default=_POLL,
        help="seconds to rest when nothing is due (%(default)s)",
    )
    parser.add_argument(
        "--lease",
        type=float,
        default=_LEASE,
        help="seconds of silence after which a worker's job is taken over (%(default)s)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Work until SIGTERM or Ctrl-C: the present step is finished, the exit code is 0."""
    open_house()
    from moeli.cli import ready
    from moeli.platform.jobs.worker import Worker

    ready.migrated()
    logging.getLogger("moeli.jobs").setLevel(logging.INFO)
    worker = Worker(poll=arguments.poll, lease=timedelta(seconds=arguments.lease))
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, worker.stop)
    if arguments.once:
        worker.run_due()
    else:
        worker.work()
    return 0
