"""Django's view of the room."""

from django.apps import AppConfig


class PracticeConfig(AppConfig):
    """The app that holds the practice desk; on a live site only the door to it."""

    name = "moeli.practice"
    label = "moeli_practice"
