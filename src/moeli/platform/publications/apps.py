"""Django's view of this room."""

from django.apps import AppConfig


class PublicationsConfig(AppConfig):
    """The app of this room."""

    name = "moeli.platform.publications"
    label = "moeli_publications"

    def ready(self) -> None:
        """Register what `./moeli doctor` examines."""
        from moeli.platform.publications import checks  # noqa: F401 -- settings must be loaded
