"""Django's view of this room."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """The app of this room."""

    name = "moeli.platform.jobs"
    label = "moeli_jobs"

    def ready(self) -> None:
        """Register the checks."""
        from moeli.platform.jobs import checks  # noqa: F401 -- models must be loaded
