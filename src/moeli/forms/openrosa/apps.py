"""Django's view of the door for phones."""

from django.apps import AppConfig


class OpenRosaConfig(AppConfig):
    """The app of this part of the room: it has rows, pages and verbs of its own."""

    name = "moeli.forms.openrosa"
    label = "moeli_openrosa"
