"""`./moeli demo`: a believable, fictitious Lesotho on this machine."""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from moeli.cli.house import open_house

HELP = "Start a demonstration with fictitious officers, posts and crossings."
_MARK = "moeli-demo"
_ROOT = Path(__file__).resolve().parents[3]
_HOST = "127.0.0.1"
_PATIENCE = 60  # seconds for a site of our own to answer


def configure(parser: argparse.ArgumentParser) -> None:
    """Where, afresh or not, staying or not."""
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (%(default)s)")
    parser.add_argument("--reset", action="store_true", help="forget the last demonstration first")
    parser.add_argument(
        "--check", action="store_true", help="do an officer's task over HTTP, verify, and end"
    )
    parser.add_argument("--home", type=Path, default=_ROOT / "var" / "demo", help=argparse.SUPPRESS)


def run(arguments: argparse.Namespace) -> int:
    """Load what is missing, then stay, or do the check."""
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "home"
        home = home if arguments.check else arguments.home.resolve()
        _prepare(home, reset=arguments.reset)
        return _check() if arguments.check else _stay(arguments.port)


def _prepare(home: Path, *, reset: bool) -> None:
    """An open house in `home`, its people and a month of crossings loaded."""
    if reset and (home / _MARK).exists():
        shutil.rmtree(home)
    os.environ["MOELI_HOME"] = str(home)
    os.environ.pop("MOELI_DATABASE_URL", None)
    os.environ["DJANGO_SETTINGS_MODULE"] = "moeli.config.settings.dev"
    open_house()
    from moeli.cli import ready
    from moeli.demo import seed

    (home / _MARK).touch()
    ready.migrate()
    ready.collect()
    if not seed.load():
        print("The last demonstration goes on; --reset starts afresh.")


def _stay(port: int) -> int:
    from moeli.cli import ready
    from moeli.cli.serve import serve
    from moeli.demo import people, specimens
    from moeli.platform.access import services
    from moeli.platform.access.actor import SYSTEM

    ready.port_free(_HOST, port)
    booths = services.invite_booth(actor=SYSTEM, place="MSB", name=f"Desk {time.time_ns() % 9000}")
    print(f"\nMoeli: http://{_HOST}:{port}/   (everything in it is fictitious; Ctrl-C stops it)\n")
    for person in people.people():
        print(f"  {person.username:<20} {people.PASSWORD}   {person.role.replace('_', ' ')}")
    print(f"\nEnrol this computer as a desk: http://{_HOST}:{port}/enrol/{booths.token}")
    for specimen in specimens.specimens().values():
        print(f"\n{specimen.label}:\n{specimen.zone}")
    sys.stdout.flush()
    return serve(_HOST, port, threads=8)


def _check() -> int:
    from moeli.demo.walk import WalkError, walk
    from moeli.platform.journal.report import described
    from moeli.platform.journal.verify import verify

    with _Site(_free_port()) as site:
        try:
            for step in walk(site.base):
                print(f"  {step}")
        except (WalkError, LookupError, URLError) as error:
            print(f"moeli: the check stopped. {error}", file=sys.stderr)
            return 1
    finding = verify()
    print("\n".join(f"  {line}" for line in described(finding)))
    return 0 if finding.sound else 1


class _Site:
    """A site of our own in a process of its own, for the length of a block."""

    def __init__(self, port: int) -> None:
        self._port = port
        self.base = f"http://{_HOST}:{port}"

    def __enter__(self) -> "_Site":
        command = [sys.executable, "-P", "-m", "moeli", "serve", "--port", str(self._port)]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until and self._process.poll() is None:
            try:
                urlopen(f"{self.base}/sign-in/", timeout=5).close()  # noqa: S310 -- our own address
            except URLError:
                time.sleep(0.1)
            else:
                return self
        raise SystemExit("moeli: the site did not start.")

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(timeout=20)


def _free_port() -> int:
    import socket

    with socket.create_server((_HOST, 0)) as probe:
        return int(probe.getsockname()[1])
