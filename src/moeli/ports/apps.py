"""Django's view of the room."""

from django.apps import AppConfig


class PortsConfig(AppConfig):
    """The app that names the ports of entry and knows when they are open."""

    name = "moeli.ports"
    label = "moeli_ports"
