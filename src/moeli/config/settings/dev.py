"""A developer's machine and the demonstration: one home folder, keys made at the first start."""

from moeli.config.settings.base import *  # noqa: F403 -- settings build on one another
from moeli.config.settings.parts.places import HOME
from moeli.config.settings.parts.secret import made_at_first_start

SECRET_KEY = made_at_first_start(HOME)
MOELI_DEMO_ACCOUNTS = True
