"""Opens the house for a command: settings chosen, Django set up, once."""

import os
from pathlib import Path

_SURROUNDINGS = ("dev", "test", "production")
_ROOT = Path(__file__).resolve().parents[3]


class NotReadyError(Exception):
    """The house cannot be opened, or the site not started; `str()` says why and what to do."""


def open_house() -> None:
    """Set Django up under MOELI_SETTINGS (dev unless named; `production` on a real post).

    Raises NotReadyError when the home folder cannot be written or a key file not be used.
    """
    surroundings = os.environ.get("MOELI_SETTINGS", "dev")
    if surroundings not in _SURROUNDINGS:
        raise NotReadyError(f"MOELI_SETTINGS is one of {', '.join(_SURROUNDINGS)}.")
    _writable(Path(os.environ.get("MOELI_HOME") or _ROOT / "var" / "dev"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"moeli.config.settings.{surroundings}")
    import django
    from django.conf import settings

    from moeli.platform.errors import MoeliError

    try:
        django.setup()
    except MoeliError as error:  # a key file: its sentence needs settings that do not load
        settings.configure(USE_I18N=False)
        raise NotReadyError(str(error)) from error


def _writable(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".moeli-can-write"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise NotReadyError(
            f"Moeli cannot write in {folder}. Give it a folder of its own in MOELI_HOME."
        ) from error
