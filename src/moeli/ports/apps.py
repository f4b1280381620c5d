"""Django's view of the room."""

from django.apps import AppConfig


class PortsConfig(AppConfig):
    """The app that names the ports of entry; it has no tables yet."""

    name = "moeli.ports"
    label = "moeli_ports"
