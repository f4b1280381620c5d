"""The developer's surroundings and one app more, whose migrations the test chooses."""

import os

from moeli.config.settings.dev import *  # noqa: F403 -- settings build on one another
from moeli.config.settings.dev import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.operations.upgrades.app.UpgradesConfig"]
MIGRATION_MODULES = {"upgrades": f"tests.operations.upgrades.{os.environ['MOELI_TEST_UPGRADE']}"}
