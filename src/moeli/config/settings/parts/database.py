"""The database: SQLite in the home folder, or PostgreSQL by MOELI_DATABASE_URL."""

from typing import Any

import dj_database_url

from moeli.config.settings.parts.home_file import told
from moeli.config.settings.parts.places import HOME

_SQLITE_START = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
    "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-32000;"
    "PRAGMA secure_delete=ON;"  # a shredded key is overwritten, not only let go
)

# A thread keeps its connection: opening one costs as much as a page. It is asked first whether it
# still stands, so that a database that was started again is noticed by nobody.
_KEPT = {"CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True}

# PostgreSQL keeps the plan of what a connection asked twice: half of its processor time. Values go
# beside the statement then, which is why a pooler has to keep one connection for a session.
_PLANNED = {"server_side_binding": True, "prepare_threshold": 2}


def databases() -> dict[str, dict[str, Any]]:
    """Django's DATABASES for this surroundings."""
    url = told(HOME, "database_url")
    return {"default": (named(url) if url else sqlite()) | _KEPT}


def named(url: str) -> dict[str, Any]:
    """The database that `url` names; what the url says of options goes first."""
    asked: dict[str, Any] = dict(dj_database_url.parse(url))
    planned = _PLANNED if asked["ENGINE"].endswith("postgresql") else {}
    return asked | {"OPTIONS": planned | asked.get("OPTIONS", {})}


def sqlite() -> dict[str, Any]:
    """SQLite in the home folder."""
    return {
        "ENGINE": "moeli.platform.one_writer.sqlite3",
        "NAME": HOME / "moeli.sqlite3",
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": _SQLITE_START,
        },
    }
