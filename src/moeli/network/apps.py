"""Django's view of this room."""

from django.apps import AppConfig


class NetworkConfig(AppConfig):
    """The app of this room."""

    name = "moeli.network"
    label = "moeli_network"

    def ready(self) -> None:
        """Register the checks."""
        from moeli.network import checks  # noqa: F401 -- models must be loaded
