"""Django's view of this room."""

from django.apps import AppConfig


class PublicationsConfig(AppConfig):
    """The app of this room."""

    name = "moeli.platform.publications"
    label = "moeli_publications"
