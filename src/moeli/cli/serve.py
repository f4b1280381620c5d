"""`./moeli serve`: the site, on this machine or behind a TLS proxy."""

import argparse

from moeli.cli.house import open_house

HELP = "Start the site."


def configure(parser: argparse.ArgumentParser) -> None:
    """Where to listen, and with how many threads."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (%(default)s)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (%(default)s)")
    parser.add_argument("--threads", type=int, default=8, help="requests at a time (%(default)s)")


def run(arguments: argparse.Namespace) -> int:
    """Make sure that all is ready, then serve until stopped."""
    open_house()
    from moeli.cli import ready

    ready.port_free(arguments.host, arguments.port)
    ready.migrated()
    ready.collect()
    print(f"Moeli listens on http://{arguments.host}:{arguments.port}/ (Ctrl-C stops it)")
    return serve(arguments.host, arguments.port, arguments.threads)


def serve(host: str, port: int, threads: int) -> int:
    """Serve until stopped: one worker (SQLite has one writer), `threads` requests at a time."""
    from granian.constants import Interfaces
    from granian.server import Server

    Server(
        "moeli.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=threads,
        log_access=False,
        log_level="warning",
        respawn_failed_workers=True,
    ).serve()
    return 0
