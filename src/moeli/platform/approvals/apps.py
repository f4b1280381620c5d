"""Django's view of this room."""

from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    """The app of this room."""

    name = "moeli.platform.approvals"
    label = "moeli_approvals"
