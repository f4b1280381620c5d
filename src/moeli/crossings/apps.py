"""Django's view of the room."""

from django.apps import AppConfig


class CrossingsConfig(AppConfig):
    """The app that holds inspections, decisions and crossings."""

    name = "moeli.crossings"
    label = "moeli_crossings"
