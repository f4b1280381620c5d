"""How pictures of documents come in, and how many are read at a time."""

from pathlib import Path

from moeli.config.settings.parts.home_file import told
from moeli.config.settings.parts.places import HOME


def _folder() -> Path | None:
    """A relative path is one in the home folder; without the setting nothing is watched."""
    text = told(HOME, "scanner_folder")
    return HOME / text if text else None


MOELI_READERS = max(1, int(told(HOME, "readers") or "2"))
MOELI_SCANNER_FOLDER = _folder()
