"""Django's view of this room."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """The app of this room."""

    name = "moeli.platform.notices"
    label = "moeli_notices"
