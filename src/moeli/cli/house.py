"""Opens the house for a command: settings chosen, Django set up, once."""

import os

_SURROUNDINGS = ("dev", "test", "production")


def open_house() -> None:
    """Set Django up under MOELI_SETTINGS (dev unless named; `production` on a real post)."""
    surroundings = os.environ.get("MOELI_SETTINGS", "dev")
    if surroundings not in _SURROUNDINGS:
        raise SystemExit(f"moeli: MOELI_SETTINGS is one of {', '.join(_SURROUNDINGS)}.")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"moeli.config.settings.{surroundings}")
    import django

    django.setup()
