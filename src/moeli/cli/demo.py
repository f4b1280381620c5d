"""`./moeli demo`: a believable, fictitious Lesotho on this machine."""

import argparse
import os
import shutil
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from urllib.error import URLError

from moeli.cli.house import NotReadyError, open_house

HELP = "Start a demonstration with fictitious officers, posts and crossings."
_MARK = "moeli-demo"
_ROOT = Path(__file__).resolve().parents[3]


def configure(parser: argparse.ArgumentParser) -> None:
    """Where, afresh or not, staying or not."""
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (%(default)s)")
    parser.add_argument("--reset", action="store_true", help="forget the last demonstration first")
    parser.add_argument(
        "--check", action="store_true", help="do an officer's task over HTTP, verify, and end"
    )
    parser.add_argument("--code", metavar="USER", help="print the code of her app now, and end")
    parser.add_argument("--crossings", type=int, default=20_000, help="how many (%(default)s)")
    parser.add_argument("--home", type=Path, default=_ROOT / "var" / "demo", help=argparse.SUPPRESS)


def run(arguments: argparse.Namespace) -> int:
    """Load what is missing, then stay, or do the check; or tell a code."""
    if arguments.code:
        return _tell_code(arguments.code)
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "home"
        home = home if arguments.check else arguments.home.resolve()
        if not arguments.check:
            _practise_beside(home, arguments.port + 1, reset=arguments.reset)
        _prepare(home, arguments.crossings, reset=arguments.reset)
        return _check() if arguments.check else _stay(arguments.port)


def _practise_beside(home: Path, port: int, *, reset: bool) -> None:
    """*Practise* leads somewhere: a practice desk at the next port, in a home beside this one."""
    from moeli.cli import ready
    from moeli.demo.site import HOST
    from moeli.platform import node

    beside = home.with_name(f"{home.name}-practice")
    if reset and node.is_practice(beside):
        shutil.rmtree(beside)
    try:
        ready.port_free(HOST, port)
    except NotReadyError:
        print(f"Port {port} is in use: the demonstration has no practice desk.")
        return
    os.environ.setdefault("MOELI_PRACTICE_HOME", str(beside))
    os.environ.setdefault("MOELI_PRACTICE_PORT", str(port))


def _prepare(home: Path, crossings: int, *, reset: bool) -> None:
    """An open house in `home`, its people and half a year of crossings loaded."""
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
    if not seed.load(crossings):
        print("The last demonstration goes on; --reset starts afresh.")


def _stay(port: int) -> int:
    from moeli.cli import ready
    from moeli.cli.serve import serve
    from moeli.demo import people, specimens
    from moeli.demo.site import HOST
    from moeli.platform.access import services
    from moeli.platform.access.actor import SYSTEM

    ready.port_free(HOST, port)
    booths = services.invite_booth(actor=SYSTEM, place="MSB", name=f"Desk {time.time_ns() % 9000}")
    print(f"\nMoeli: http://{HOST}:{port}/   (everything in it is fictitious; Ctrl-C stops it)\n")
    print("  user name             password              secret for an authenticator app")
    for person in people.people():
        print(f"  {person.username:<20}  {people.PASSWORD}   {person.secret}  {person.said}")
    print("\nNo app at hand? The code of the moment: ./moeli demo --code officer.maseru")
    print(f"\nEnrol this computer as a desk: http://{HOST}:{port}/enrol/{booths.token}")
    for specimen in specimens.specimens().values():
        print(f"\n{specimen.label}:\n{specimen.zone}")
    sys.stdout.flush()
    return serve(HOST, port, threads=8)


def _tell_code(username: str) -> int:
    os.environ["DJANGO_SETTINGS_MODULE"] = "moeli.config.settings.dev"
    open_house()
    from moeli.demo import people
    from moeli.platform import clock
    from moeli.platform.access import totp

    found = next((each for each in people.people() if each.username == username), None)
    if found is None:
        print("moeli: nobody in the demonstration has this user name.", file=sys.stderr)
        return 1
    print(totp.code_at(found.secret, clock.now()))
    return 0


def _check() -> int:
    from moeli.demo.signing_in import WalkError
    from moeli.demo.site import Site, SiteError
    from moeli.demo.walk import walk
    from moeli.platform.journal.report import described
    from moeli.platform.journal.verify import verify

    try:
        with Site() as site:
            for step in walk(site.base):
                print(f"  {step}")
    except (WalkError, SiteError, LookupError, URLError) as error:
        print(f"moeli: the check stopped. {error}", file=sys.stderr)
        return 1
    finding = verify()
    print("\n".join(f"  {line}" for line in described(finding)))
    return 0 if finding.sound else 1
