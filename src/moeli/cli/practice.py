"""`./moeli practice`: the practice desk, a site of its own that knows nothing of a live one."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from moeli.cli.house import NotReadyError, open_house

if TYPE_CHECKING:
    from moeli.operations.practising import Served

HELP = "Start the practice desk: drawn travellers, nothing real."
_ROOT = Path(__file__).resolve().parents[3]
_HOST, _PORT = "127.0.0.1", 8001


def configure(parser: argparse.ArgumentParser) -> None:
    """Which home, where to listen, afresh or not; what is not said its own moeli.toml says."""
    home = _ROOT / "var" / "practice"
    parser.add_argument("--home", type=Path, default=home, help="its own folder (var/practice)")
    parser.add_argument("--host", help=f"address to listen on ({_HOST})")
    parser.add_argument("--port", type=int, help=f"port to listen on ({_PORT})")
    parser.add_argument("--reset", action="store_true", help="begin again first")
    parser.add_argument("--only", choices=("web",), help="this part alone, without a supervisor")


def run(arguments: argparse.Namespace) -> int:
    """Make its home, then serve until stopped; whoever practises there may let it begin again."""
    from moeli.operations import practising

    home = arguments.home.resolve()
    _furnish(home, arguments)
    if not practising.is_apart(home):
        practising.alone(home)
    open_house(practice=True)
    return _web() if arguments.only else _serve(home)


def _furnish(home: Path, arguments: argparse.Namespace) -> None:
    """Its folder and how it is reached. Raises NotReadyError for a folder of another kind."""
    from django.conf import settings

    from moeli.operations import practising
    from moeli.platform import node
    from moeli.platform.errors import MoeliError
    from moeli.practice.beginning import BEGIN_AGAIN

    again = arguments.reset or (home / BEGIN_AGAIN).exists()
    try:
        if again and node.is_practice(home):
            practising.empty(home)
        practising.furnish(home, _served(home, arguments))
    except MoeliError as error:
        settings.configure(USE_I18N=False)  # the sentence needs settings that are not loaded yet
        raise NotReadyError(str(error)) from error
    except OSError as error:
        raise NotReadyError(f"{home} cannot be made: {error.strerror}.") from error


def _served(home: Path, arguments: argparse.Namespace) -> "Served | None":
    """What was said now, over what its moeli.toml says; None when that stands."""
    from moeli.config.settings.parts.home_file import written
    from moeli.operations.practising import Served

    known = written(home)
    if known and not arguments.host and arguments.port is None:
        return None
    return Served(
        host=arguments.host or known.get("host", _HOST),
        port=int(known.get("port", _PORT)) if arguments.port is None else arguments.port,
        hosts=tuple(known.get("hosts", "localhost").split(",")),
    )


def _web() -> int:
    from django.conf import settings

    from moeli.operations.supervision import web

    return web.serve(settings.MOELI_HOST, settings.MOELI_PORT)


def _serve(home: Path) -> int:
    """Serve; when somebody asked to begin again, this process begins anew and empties its home."""
    from django.conf import settings
    from django.db import connection

    from moeli.cli import ready
    from moeli.operations import locks, practising
    from moeli.operations.supervision.supervisor import Supervisor
    from moeli.practice.beginning import BEGIN_AGAIN
    from moeli.practice.seats import open_accounts

    asked = home / BEGIN_AGAIN
    with locks.held(home / locks.SERVING, who="another process serves this practice desk"):
        ready.port_free(settings.MOELI_HOST, settings.MOELI_PORT)
        ready.migrate()
        open_accounts()
        ready.collect()
        connection.close()
        scheme = "https" if settings.MOELI_CERTIFICATE else "http"
        address = f"{scheme}://{settings.MOELI_HOST}:{settings.MOELI_PORT}/"
        print(f"Practice desk: {address} (nothing in it is real; Ctrl-C stops it)", flush=True)
        code = Supervisor([practising.web(home)], until=asked.exists).run()
    if asked.exists():
        practising.alone(home)
    return code
