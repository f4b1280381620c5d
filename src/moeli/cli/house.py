"""Opens the house for a command: settings chosen, Django set up, once."""

import os
import tempfile
from pathlib import Path

_SURROUNDINGS = ("dev", "test", "production")
_PRACTICE = "practice"
_ROOT = Path(__file__).resolve().parents[3]


class NotReadyError(Exception):
    """The house cannot be opened, or the site not started; `str()` says why and what to do."""


def open_house(*, practice: bool = False) -> None:
    """Set Django up under MOELI_SETTINGS (dev unless named; `production` on a real post).

    Only the command of a practice desk says `practice`. Raises NotReadyError when the home folder
    cannot be written, a key file not be used, or the home is of the other kind.
    """
    home = Path(os.environ.get("MOELI_HOME") or _ROOT / "var" / "dev")
    fits_home(home, practice=practice)
    surroundings = _PRACTICE if practice else _surroundings()
    if surroundings not in (_SURROUNDINGS if not practice else (_PRACTICE,)):
        raise NotReadyError(f"MOELI_SETTINGS is one of {', '.join(_SURROUNDINGS)}.")
    _writable(home)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"moeli.config.settings.{surroundings}")
    import django
    from django.conf import settings

    from moeli.config import collecting
    from moeli.platform.errors import MoeliError

    try:
        with collecting.nothing():
            django.setup()
    except MoeliError as error:  # a key file: its sentence needs settings that do not load
        settings.configure(USE_I18N=False)
        raise NotReadyError(str(error)) from error


def fits_home(home: Path, *, practice: bool = False) -> None:
    """A live command in a practice desk's home, or the other way round, raises NotReadyError."""
    from moeli.platform.node.description import is_practice

    if is_practice(home) and not practice:
        raise NotReadyError(
            f"{home} is the home of a practice desk, where nothing is real: this command is for "
            "live homes. Name one in MOELI_HOME."
        )
    if practice and not is_practice(home):
        raise NotReadyError(
            f"{home} is not the home of a practice desk, which never opens live records. Name an "
            "empty folder."
        )


def _surroundings() -> str:
    """As the environment says, else moeli.toml in the home folder, else `dev`."""
    from moeli.config.settings.parts.home_file import told
    from moeli.platform.errors import MoeliError

    home = Path(os.environ.get("MOELI_HOME") or _ROOT / "var" / "dev").resolve()
    try:
        return told(home, "settings") or "dev"
    except MoeliError as error:
        raise NotReadyError(str(error)) from error


def _writable(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
    except OSError as error:
        raise NotReadyError(
            f"Moeli cannot write in {folder}. Give it a folder of its own in MOELI_HOME."
        ) from error
