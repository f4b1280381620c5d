"""Django's view of this room."""

from django.apps import AppConfig


class BlobsConfig(AppConfig):
    """The app of this room."""

    name = "moeli.platform.blobs"
    label = "moeli_blobs"

    def ready(self) -> None:
        """Register the checks."""
        from moeli.platform.blobs import checks  # noqa: F401 -- models must be loaded
