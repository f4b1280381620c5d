"""Django's secret key: a file of mode 600 in the home folder, with no default anywhere."""

import secrets
from pathlib import Path

from moeli.platform import keyfiles
from moeli.platform.node.description import keys_folder

_NAME = "django.key"


def made_at_first_start(home: Path) -> str:
    """The key in `home`; the first start makes it."""
    return keyfiles.read_or_make(
        keys_folder(home) / _NAME, secrets.token_urlsafe(50).encode()
    ).decode()


def must_exist(home: Path) -> str:
    """The key in `home`. Raises MoeliError when it is not there or others can read it."""
    return keyfiles.read(keys_folder(home) / _NAME).decode()
