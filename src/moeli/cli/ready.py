"""What must be true before a site can start, and how it is made so."""

import socket
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core import checks
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from moeli import __version__
from moeli.cli.house import NotReadyError

_LAST_PORT = 65_535
_COLLECTED = "collected"  # beside the files: whoever removes them removes it


def port_free(host: str, port: int) -> None:
    """Make sure that there is such a port and nobody listens there. Raises NotReadyError."""
    taken = NotReadyError(
        f"Port {port} on {host} is in use or cannot be opened. Choose another with --port."
    )
    if not 0 <= port <= _LAST_PORT:
        raise taken
    try:
        with socket.create_server((host, port), family=_family(host), reuse_port=False):
            return
    except PermissionError as error:
        raise NotReadyError(
            f"Port {port} is not open to this user. Choose one above 1023."
        ) from error
    except OSError as error:
        raise taken from error


def pending_migrations() -> int:
    """How many migrations the database does not have yet."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def migrated() -> None:
    """Make sure that the database is up to date. Raises NotReadyError."""
    if pending_migrations():
        raise NotReadyError("The database is not up to date. Run ./moeli migrate first.")


def made() -> None:
    """Make sure that there is a database at all, and that it opens. Raises NotReadyError."""
    try:
        applied = MigrationExecutor(connection).loader.applied_migrations
    except DatabaseError as error:
        raise NotReadyError(
            f"The database cannot be opened ({error}). Look at the disk's space and at its rights."
        ) from error
    if not applied:
        raise NotReadyError("There is no database yet. Run ./moeli setup first.")


def examined() -> list[checks.CheckMessage]:
    """Every finding about this installation; in production also what must not be there."""
    deployed = settings.SETTINGS_MODULE.endswith("production")
    found = checks.run_checks(include_deployment_checks=deployed, databases=["default"])
    return [message for message in found if not message.is_silenced()]


def fit_for_service() -> None:
    """In production, refuse to start with anything that the doctor calls an error."""
    if not settings.SETTINGS_MODULE.endswith("production"):
        return
    serious = [message for message in examined() if message.is_serious()]
    if serious:
        told = [f"  {each.id}: {each.msg} Mend: {each.hint}" for each in serious]
        raise NotReadyError("\n".join(["The site does not start, because", *told]))


def migrate(verbosity: int = 0) -> None:
    """Bring the database up to date."""
    call_command("migrate", verbosity=verbosity, interactive=False)


def collect() -> None:
    """Gather style sheets and scripts where they are served from, compressed, named by hash.

    Nothing is done where nothing has changed since: it took a tenth of a site's start.
    """
    root = Path(settings.STATIC_ROOT)
    stamp, told = root / _COLLECTED, _to_collect()
    if stamp.exists() and stamp.read_text() == told:
        return
    root.mkdir(parents=True, exist_ok=True)
    call_command("collectstatic", verbosity=0, interactive=False, clear=False)
    stamp.write_text(told)


def _to_collect() -> str:
    """What the files to be gathered are, without reading them: their names, sizes and times."""
    found = (
        (name, Path(storage.path(name)).stat())
        for finder in finders.get_finders()
        for name, storage in finder.list([])
    )
    told = sorted(f"{name} {about.st_size} {about.st_mtime_ns}" for name, about in found)
    return sha256("\n".join([__version__, *told]).encode()).hexdigest()


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET
