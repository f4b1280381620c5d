"""`./moeli setup`: a post or headquarters in five questions."""

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from moeli.operations.settling.answers import Question
    from moeli.platform.node import Node

HELP = "Make this machine a post or headquarters, in five questions."


def configure(parser: argparse.ArgumentParser) -> None:
    """Each answer is also a flag, or a line of a file."""
    parser.add_argument(
        "--home", type=Path, help="the folder that will hold all state (MOELI_HOME)"
    )
    parser.add_argument("--answers", type=Path, metavar="FILE", help="TOML: role, place, hosts, …")
    parser.add_argument("--role", help="post or hq")
    parser.add_argument("--place", help="short code of the port of entry; empty at headquarters")
    parser.add_argument("--hosts", help="names by which PCs call it, with commas")
    parser.add_argument("--live-from", help="day from which every crossing is recorded")
    parser.add_argument("--copies", help="folder on another device, for backups and anchors")
    parser.add_argument("--administrator", default="Administrator", help="the first one's name")
    parser.add_argument("--passphrase-file", type=Path, help="of the site CA; else it is asked for")
    parser.add_argument("--behind-proxy", action="store_true", help="TLS ends in a proxy here")


def run(arguments: argparse.Namespace) -> int:
    """Ask, make what is missing, and say what comes next."""
    from django.conf import settings

    from moeli.cli.house import NotReadyError, fits_home, open_house
    from moeli.operations.settling import answers, home
    from moeli.platform.errors import MoeliError

    place = arguments.home or os.environ.get("MOELI_HOME")
    if not place:
        raise NotReadyError("Name the folder that will hold all state: --home DIR.")
    os.environ["MOELI_HOME"] = str(Path(place).resolve())
    folder = Path(os.environ["MOELI_HOME"])
    fits_home(folder)
    said = answers.from_file(arguments.answers) if arguments.answers else {}
    said |= {key: value for key, value in vars(arguments).items() if isinstance(value, str)}
    try:
        given = answers.answered(said, _ask)
        node = home.furnish(folder, given)
    except MoeliError as error:
        settings.configure(USE_I18N=False)  # the sentence needs settings that are not loaded yet
        raise NotReadyError(str(error)) from error
    os.environ.pop("DJANGO_SETTINGS_MODULE", None)
    open_house()
    _fill(arguments)
    _certify(arguments, folder, given.hosts)
    _what_next(folder, node)
    return 0


def _ask(question: "Question") -> str:
    if not sys.stdin.isatty():
        from moeli.cli.house import NotReadyError

        raise NotReadyError(f"{question.words} Say it with --{question.key.replace('_', '-')}.")
    return input(f"{question.words}\n  ({question.help}) ")


def _fill(arguments: argparse.Namespace) -> None:
    from moeli.cli import ready
    from moeli.operations.settling.administrator import USERNAME, first_administrator
    from moeli.platform.keyring import key_files

    ready.migrate()
    key_files.make_first()
    ready.collect()

    def show(password: str) -> None:
        print(
            f"First account: {USERNAME}\nPassword, shown once, to be changed at the first sign-in:"
        )
        print(f"  {password}\n", flush=True)

    if not first_administrator(name=arguments.administrator, show=show):
        print("There are accounts already; none was added.")


def _certify(arguments: argparse.Namespace, home: Path, hosts: tuple[str, ...]) -> None:
    """The site CA and the server's certificate, unless there is one or a proxy has it."""
    from moeli.cli.passphrase import asked
    from moeli.operations.certificates import authority, server
    from moeli.operations.settling.home_toml import remember_all

    folder = home / "tls"
    if arguments.behind_proxy or server.certificate_file(folder).exists():
        return
    print("The passphrase of the site CA (16 characters or more) is needed to renew certificates.")
    passphrase = asked(arguments.passphrase_file, twice=True)
    if not authority.certificate_file(folder).exists():
        authority.make(folder, site=hosts[0], passphrase=passphrase)
    server.issue(folder, hosts=hosts, passphrase=passphrase)
    tls = {"certificate": "tls/server.pem", "certificate_key": "tls/server.key"}
    remember_all(home, {**tls, "host": "0.0.0.0", "port": "8443"})  # noqa: S104 -- PCs reach it by the post's network
    print(f"PCs must trust {authority.certificate_file(folder)}: ./moeli certificate --help")


def _what_next(home: Path, node: "Node") -> None:
    from moeli.operations.copies.manifest import fingerprint

    print(f"\n{home} is a {node.role} {node.port}".rstrip() + f", node {node.id}.")
    print(f"Its key, to be written on paper: {fingerprint(node.public_bytes)}")
    print("Next, with MOELI_HOME set to this folder:")
    print("  1. ./moeli backup --new-key FILE   the offline key, on a stick that is put away")
    print("  2. ./moeli backup                  the first backup; then ./moeli restore --drill")
    print("  3. ./moeli doctor                  what is still wrong, and its mend")
    print("  4. ./moeli serve                   or the systemd units in deploy/")
