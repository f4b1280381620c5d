"""`./moeli person`: open an account from the machine itself, the first one above all."""

import argparse
import getpass
import sys

from moeli.cli.house import NotReadyError, open_house

HELP = "Open an account, such as the first administrator's."


def configure(parser: argparse.ArgumentParser) -> None:
    """Who, of which agency, with which role; the password is asked for."""
    parser.add_argument("username", help="letters a to z, digits, dots or dashes")
    parser.add_argument("name", help="the person's name, in quotation marks")
    parser.add_argument("--agency", default="systems", help="of data/agencies.toml (%(default)s)")
    parser.add_argument(
        "--role", default="system_administrator", help="of data/roles.toml (%(default)s)"
    )
    parser.add_argument("--place", default="", help="short code of a port of entry (everywhere)")


def run(arguments: argparse.Namespace) -> int:
    """Open the account and give the role from today on, or neither."""
    open_house()
    from django.db import transaction

    from moeli.cli import ready
    from moeli.platform import clock
    from moeli.platform.access import services
    from moeli.platform.access.actor import SYSTEM

    ready.migrated()
    password = _password()
    with transaction.atomic():
        person = services.add_person(
            actor=SYSTEM,
            username=arguments.username,
            name=arguments.name,
            agency=arguments.agency,
            password=password,
        )
        services.grant_role(
            actor=SYSTEM,
            person_id=person.id,
            role=arguments.role,
            place=arguments.place,
            first_day=clock.today(),
        )
    print(f"The account {person.username} is open, with the role {arguments.role}.")
    return 0


def _password() -> str:
    """Typed twice unseen; without a terminal, one line of standard input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first, second = getpass.getpass("Password: "), getpass.getpass("Again: ")
    if first != second:
        raise NotReadyError("The two passwords differ. Nothing was changed.")
    return first
