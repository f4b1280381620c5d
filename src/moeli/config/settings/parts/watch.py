"""How this installation is served, saved and watched; `./moeli setup` writes most of it."""

from pathlib import Path

from moeli.config.settings.parts.home_file import told
from moeli.config.settings.parts.places import HOME

_KEPT = "14"


def _path(key: str) -> Path | None:
    """A relative path is one in the home folder."""
    text = told(HOME, key)
    return HOME / text if text else None


MOELI_BACKUP_TO = _path("backup_to")
MOELI_BACKUP_KEEP = int(told(HOME, "backup_keep") or _KEPT)
MOELI_BACKUP_RECIPIENT = told(HOME, "backup_recipient") or ""

MOELI_HEALTH = "moeli.operations.watching.health.lately"  # who examines the site for the door

MOELI_CERTIFICATE = _path("certificate")
MOELI_CERTIFICATE_KEY = _path("certificate_key")
MOELI_HOST = told(HOME, "host") or "127.0.0.1"
MOELI_PORT = int(told(HOME, "port") or "8000")
MOELI_PRACTICE_HOME = _path("practice_home")  # the practice desk's own; None: there is none
MOELI_PRACTICE_PORT = int(told(HOME, "practice_port") or "8001")
MOELI_PRACTICE_ADDRESS = told(HOME, "practice_address") or ""
MOELI_THREADS = int(told(HOME, "threads") or "8")
MOELI_WORKERS = int(told(HOME, "workers") or "1")
