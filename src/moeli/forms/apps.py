"""Django's view of the room."""

from django.apps import AppConfig


class FormsConfig(AppConfig):
    """The app that holds runs of forms."""

    name = "moeli.forms"
    label = "moeli_forms"
