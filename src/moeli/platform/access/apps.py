"""Django's view of the room."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """The app that holds people, their grants and the enrolled booths."""

    name = "moeli.platform.access"
    label = "moeli_access"

    def ready(self) -> None:
        """Let the journal hear what allauth and axes do; register the checks."""
        from moeli.platform.access import checks, sign_in_audit

        del checks  # registered by being imported
        sign_in_audit.connect()
