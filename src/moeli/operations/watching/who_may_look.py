"""Who may see more than "well" or "not well": the machine itself, or a holder of the token."""

import secrets
from ipaddress import ip_address
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest

from moeli.platform import keyfiles, node
from moeli.platform.errors import MoeliError

_FILE = "watch.key"
_FORWARDED = ("HTTP_FORWARDED", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_REAL_IP")


def token_file(home: Path) -> Path:
    """Where the token lies that lets another machine see more."""
    return node.keys_folder(home) / _FILE


def may_look(request: HttpRequest) -> bool:
    """Whether the request comes from this machine without a proxy between, or holds the token."""
    return _from_this_machine(request) or _holds_token(request)


def _from_this_machine(request: HttpRequest) -> bool:
    """Behind a proxy everybody seems to be here: what it forwards is from somewhere else."""
    if any(name in request.META for name in _FORWARDED):
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


def _holds_token(request: HttpRequest) -> bool:
    shown = request.headers.get("Authorization", "").removeprefix("Bearer ")
    try:
        token = keyfiles.read(token_file(Path(settings.MOELI_HOME)))
    except MoeliError:
        return False  # no token was made: then nobody holds it
    return secrets.compare_digest(shown.encode(), token)
