"""What this installation was told: the environment first, then `moeli.toml` in the home folder.

`MOELI_BACKUP_TO` and the line `backup_to = "…"` are the same setting; the environment wins. The
file is written by `./moeli setup` and may be edited by hand.
"""

import os
import tomllib
from functools import cache
from pathlib import Path

from moeli.platform.errors import MoeliError, PlatformError

NAME = "moeli.toml"
KEYS = (
    "anchor_copy",
    "backup_keep",
    "backup_recipient",
    "backup_to",
    "certificate",
    "certificate_key",
    "database_url",
    "host",
    "hosts",
    "log_level",
    "port",
    "practice_address",
    "practice_home",
    "practice_port",
    "readers",
    "scanner_folder",
    "settings",
    "threads",
    "workers",
)


def told(home: Path, key: str) -> str | None:
    """The setting `key` as text; a list of the file is joined by commas; None when nobody said.

    Raises MoeliError `home_file` when the file is no TOML or holds a line that means nothing.
    """
    return os.environ.get(f"MOELI_{key.upper()}") or written(home).get(key)


@cache
def written(home: Path) -> dict[str, str]:
    """The file's settings, read once a process."""
    path = home / NAME
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise MoeliError(PlatformError.HOME_FILE, why="it cannot be read as TOML") from error
    unknown = sorted(table.keys() - set(KEYS))
    if unknown:
        raise MoeliError(PlatformError.HOME_FILE, why=f"it knows no {', '.join(unknown)}")
    return {key: _text(value) for key, value in table.items()}


def _text(value: object) -> str:
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)
