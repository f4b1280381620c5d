"""Django's view of the vault."""

from django.apps import AppConfig


class VaultConfig(AppConfig):
    """The app that holds the wrapped keys."""

    name = "moeli.platform.vault"
    label = "moeli_vault"

    def ready(self) -> None:
        """Register the checks."""
        from moeli.platform.vault import checks  # noqa: F401 -- settings must be loaded
