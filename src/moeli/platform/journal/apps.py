"""Django's view of the journal."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """The app that holds the chain."""

    name = "moeli.platform.journal"
    label = "moeli_journal"

    def ready(self) -> None:
        """Register the checks."""
        from moeli.platform.journal import checks  # noqa: F401 -- models must be loaded
        from moeli.platform.node import checks as node_checks  # noqa: F401 -- the same
