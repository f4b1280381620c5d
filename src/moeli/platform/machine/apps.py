"""Django's view of this room."""

from django.apps import AppConfig


class MachineConfig(AppConfig):
    """The app of this room."""

    name = "moeli.platform.machine"
    label = "moeli_machine"
