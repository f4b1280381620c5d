"""Django's view of this room."""

from django.apps import AppConfig


class PacksConfig(AppConfig):
    """The app of this room."""

    name = "moeli.platform.packs"
    label = "moeli_packs"

    def ready(self) -> None:
        """Let the reference know this room's errors: no page imports its services yet."""
        from moeli.platform.packs import errors  # noqa: F401 -- loading it is all
