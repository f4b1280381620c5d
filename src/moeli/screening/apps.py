"""Django's view of the room."""

from django.apps import AppConfig


class ScreeningConfig(AppConfig):
    """The app that holds the document list."""

    name = "moeli.screening"
    label = "moeli_screening"
