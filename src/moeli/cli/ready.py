"""What must be true before a site can start, and how it is made so."""

import socket
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from moeli.cli.house import NotReadyError


def port_free(host: str, port: int) -> None:
    """Make sure that nobody listens there. Raises NotReadyError."""
    try:
        with socket.create_server((host, port), family=_family(host), reuse_port=False):
            return
    except PermissionError as error:
        raise NotReadyError(
            f"Port {port} is not open to this user. Choose one above 1023."
        ) from error
    except (OSError, OverflowError) as error:
        raise NotReadyError(
            f"Port {port} on {host} is in use or cannot be opened. Choose another with --port."
        ) from error


def pending_migrations() -> int:
    """How many migrations the database does not have yet."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def migrated() -> None:
    """Make sure that the database is up to date. Raises NotReadyError."""
    if pending_migrations():
        raise NotReadyError("The database is not up to date. Run ./moeli migrate first.")


def migrate(verbosity: int = 0) -> None:
    """Bring the database up to date."""
    call_command("migrate", verbosity=verbosity, interactive=False)


def collect() -> None:
    """Gather style sheets and scripts where they are served from, compressed, named by hash."""
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    call_command("collectstatic", verbosity=0, interactive=False, clear=False)


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET
