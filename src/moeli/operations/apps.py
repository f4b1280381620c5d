"""Django's view of this room."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """The app of this room."""

    name = "moeli.operations"
    label = "moeli_operations"

    def ready(self) -> None:
        """Register what `./moeli doctor` and `./moeli serve` examine."""
        from moeli.operations import checks  # noqa: F401 -- imported for what it registers
        from moeli.operations.agents import checks as of_agents  # noqa: F401 -- the same
