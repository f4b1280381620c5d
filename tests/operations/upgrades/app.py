"""An app that exists for its migrations."""

from django.apps import AppConfig


class UpgradesConfig(AppConfig):
    """The app of the test."""

    name = "tests.operations.upgrades"
    label = "upgrades"
