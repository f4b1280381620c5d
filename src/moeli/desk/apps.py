"""Django's view of the room."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The app of the desk pages; it has no tables: inspections live in crossings."""

    name = "moeli.desk"
    label = "moeli_desk"
