"""What must not be in production, each with its mend: `./moeli doctor` names it, and
`./moeli serve` refuses to start with an error among it."""

import json
import stat
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as Concern
from django.db import DatabaseError, connection

from moeli.operations.saving import LAST
from moeli.platform import clock, node

SHORTEST_SECRET = 50
OLDEST_BACKUP = timedelta(days=2)
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


@register(Tags.security, deploy=True)
def debug_is_off(**_others: Any) -> list[CheckMessage]:
    """E001: pages of errors would show what people typed."""
    if not settings.DEBUG:
        return []
    return [
        Error("DEBUG is on.", hint="Remove DEBUG from the settings.", id="moeli.operations.E001")
    ]


@register(Tags.security, deploy=True)
def secret_is_a_secret(**_others: Any) -> list[CheckMessage]:
    """E002: whoever guesses it can sign sessions."""
    secret = settings.SECRET_KEY
    if len(secret) >= SHORTEST_SECRET and len(set(secret)) > 4 and "insecure" not in secret:
        return []
    hint = "Remove keys/django.key and run ./moeli setup, which draws a new one."
    return [
        Error("Django's secret key is short or a default.", hint=hint, id="moeli.operations.E002")
    ]


@register(Tags.database, deploy=True)
def commits_reach_the_disk(
    databases: Sequence[str] | None = None, **_others: Any
) -> list[CheckMessage]:
    """E003: a decision acknowledged before a power cut is there after it (SQLite: node.E006)."""
    if not databases or "default" not in databases or connection.vendor == "sqlite":
        return []
    try:
        loose = _postgresql_loose()
    except DatabaseError:
        return []  # the database is away: other checks say so
    hint = "Set fsync=on and synchronous_commit=on in postgresql.conf."
    return [
        Error(f"{loose}: a power cut loses decisions.", hint=hint, id="moeli.operations.E003")
    ] * bool(loose)


@register(Tags.security, deploy=True)
def keys_and_home_are_closed(**_others: Any) -> list[CheckMessage]:
    """E004: the home folder, its folders of keys and the keys of TLS (others: node.E002)."""
    home = Path(settings.MOELI_HOME)
    paths = [home, node.keys_folder(home), *sorted((home / "tls").glob("*.key"))]
    open_ones = [path for path in paths if path.exists() and path.stat().st_mode & _OTHERS]
    return [_open_to_others(path, home) for path in open_ones]


@register(Tags.security, deploy=True)
def pages_travel_encrypted(**_others: Any) -> list[CheckMessage]:
    """E005: without a certificate here, a proxy on this machine must be in front."""
    if settings.MOELI_CERTIFICATE and settings.MOELI_CERTIFICATE_KEY:
        return []
    if _is_loopback(settings.MOELI_HOST):
        return []
    hint = "Run ./moeli certificate, or listen on 127.0.0.1 behind a proxy that ends TLS."
    return [Error("The site would be served without TLS.", hint=hint, id="moeli.operations.E005")]


@register(Tags.security, deploy=True)
def backups_are_written(**_others: Any) -> list[CheckMessage]:
    """W001 to W003: none arranged, on the same device, or too old."""
    return list(_about_backups(Path(settings.MOELI_HOME), settings.MOELI_BACKUP_TO))


def _about_backups(home: Path, to: Path | None) -> Iterator[CheckMessage]:
    if to is None or not settings.MOELI_BACKUP_RECIPIENT:
        hint = "./moeli backup --new-key FILE once, then backup_to in moeli.toml."
        yield Concern("No backups are arranged.", hint=hint, id="moeli.operations.W001")
        return
    if to.exists() and to.stat().st_dev == home.stat().st_dev:
        hint = "Point backup_to at another disk, a share or another machine."
        yield Concern(
            "Backups lie on the disk they are for.", hint=hint, id="moeli.operations.W002"
        )
    last = last_backup(home)
    if last is None or clock.now() - last > OLDEST_BACKUP:
        hint = "Look at backup_to, then run ./moeli backup."
        yield Concern(
            "The last backup is older than two days.", hint=hint, id="moeli.operations.W003"
        )


def last_backup(home: Path) -> datetime | None:
    """When the last backup was written; None when none is known."""
    try:
        return datetime.fromisoformat(json.loads((home / LAST).read_text(encoding="utf-8"))["at"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _postgresql_loose() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('fsync'), current_setting('synchronous_commit')")
        fsync, commit = cursor.fetchone()
    return (
        ""
        if fsync == "on" and commit not in ("off", "local")
        else "commits do not wait for the disk"
    )


def _open_to_others(path: Path, home: Path) -> CheckMessage:
    name = path.relative_to(home) if path != home else Path(home.name)
    mode = "700" if path.is_dir() else "600"
    return Error(
        f"Others can enter or read {name}.",
        hint=f"chmod {mode} on it, and ask who could read it.",
        id="moeli.operations.E004",
    )


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
