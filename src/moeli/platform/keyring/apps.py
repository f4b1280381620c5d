"""Django's view of the keyring."""

from django.apps import AppConfig


class KeyringConfig(AppConfig):
    """The app that holds the wrapped keys."""

    name = "moeli.platform.keyring"
    label = "moeli_vault"  # as its tables have been called from the first

    def ready(self) -> None:
        """Register the checks."""
        from moeli.platform.keyring import checks  # noqa: F401 -- settings must be loaded
