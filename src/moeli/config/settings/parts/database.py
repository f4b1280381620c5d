"""The database: SQLite in the home folder, or PostgreSQL by MOELI_DATABASE_URL."""

import os
from typing import Any

import dj_database_url

from moeli.config.settings.parts.places import HOME

_SQLITE_START = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
    "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-32000;"
)


def databases() -> dict[str, dict[str, Any]]:
    """Django's DATABASES for this surroundings."""
    url = os.environ.get("MOELI_DATABASE_URL")
    return {"default": dict(dj_database_url.parse(url)) if url else _sqlite()}


def _sqlite() -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": HOME / "moeli.sqlite3",
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": _SQLITE_START,
        },
    }
