"""Django's view of the journal."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """The app that holds the chain."""

    name = "moeli.platform.journal"
    label = "moeli_journal"
