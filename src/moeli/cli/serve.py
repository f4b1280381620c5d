"""`./moeli serve`: the site: pages, long work and agents under one supervisor."""

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from moeli.cli.house import open_house

if TYPE_CHECKING:
    from moeli.operations.supervision.children import Child

HELP = "Start the site."


def configure(parser: argparse.ArgumentParser) -> None:
    """Where to listen, how, and with how many threads; moeli.toml says what is not said here."""
    parser.add_argument("--host", help="address to listen on (127.0.0.1)")
    parser.add_argument("--port", type=int, help="port to listen on (8000)")
    parser.add_argument("--threads", type=int, help="requests at a time in each process (8)")
    parser.add_argument("--workers", type=int, help="processes that answer requests (1)")
    parser.add_argument("--certificate", type=Path, help="PEM file: TLS ends here, no proxy needed")
    parser.add_argument("--key", type=Path, help="PEM file of the certificate's key")
    parser.add_argument("--only", choices=("web",), help="this part alone, without a supervisor")


def run(arguments: argparse.Namespace) -> int:
    """Make sure that all is ready, then serve until stopped."""
    _remember(arguments)
    open_house()
    from django.conf import settings

    from moeli.cli import ready

    host = arguments.host or settings.MOELI_HOST
    port = settings.MOELI_PORT if arguments.port is None else arguments.port
    threads = arguments.threads or settings.MOELI_THREADS
    workers = arguments.workers or settings.MOELI_WORKERS
    if arguments.only:
        from moeli.operations.supervision import web

        return web.serve(host, port, workers)
    ready.port_free(host, port)
    ready.migrated()
    ready.fit_for_service()
    ready.collect()
    scheme = "https" if settings.MOELI_CERTIFICATE else "http"
    print(f"Moeli listens on {scheme}://{host}:{port}/ (Ctrl-C stops it)", flush=True)
    return serve(host, port, threads, workers)


def serve(host: str, port: int, threads: int, workers: int = 1) -> int:
    """Serve until stopped: every part of the site, each in a process of its own."""
    from django.conf import settings
    from django.db import connection

    from moeli.operations import locks
    from moeli.operations.supervision.children import children
    from moeli.operations.supervision.supervisor import Supervisor
    from moeli.platform import room

    connection.close()  # this process only looks after the others
    lock = Path(settings.MOELI_HOME) / locks.SERVING
    with locks.held(lock, who="it is being upgraded or restored", alone=False):
        agents = [each.name for each in room.agents_on()]
        site = children(host, port, threads, workers, agents)
        return Supervisor([*site, *_practice(host)]).run()


def _practice(host: str) -> "tuple[Child, ...]":
    """The practice desk, where the settings name its home. A live site never waits for it."""
    from django.conf import settings

    from moeli.operations import practising
    from moeli.platform.errors import MoeliError

    if not settings.MOELI_PRACTICE_HOME:
        return ()
    home = settings.MOELI_PRACTICE_HOME.resolve()
    served = practising.Served(
        host=host,
        port=settings.MOELI_PRACTICE_PORT,
        hosts=tuple(settings.ALLOWED_HOSTS),
        certificate=settings.MOELI_CERTIFICATE,
        key=settings.MOELI_CERTIFICATE_KEY,
    )
    try:
        practising.furnish(home, served, live=settings.MOELI_HOME)
    except (MoeliError, OSError) as error:
        print(f"moeli: the practice desk does not start. {error}", file=sys.stderr)
        return ()
    print(f"The practice desk listens on port {served.port}.", flush=True)
    return (practising.child(home),)


def _remember(arguments: argparse.Namespace) -> None:
    """For the settings, and for the children."""
    if arguments.threads:
        os.environ["MOELI_THREADS"] = str(arguments.threads)
    for name, path in (("CERTIFICATE", arguments.certificate), ("CERTIFICATE_KEY", arguments.key)):
        if path:
            os.environ[f"MOELI_{name}"] = str(path.resolve())
