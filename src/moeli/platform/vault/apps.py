"""Django's view of the vault."""

from django.apps import AppConfig


class VaultConfig(AppConfig):
    """The app that holds the wrapped keys."""

    name = "moeli.platform.vault"
    label = "moeli_vault"
