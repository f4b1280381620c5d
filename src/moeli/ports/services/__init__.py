"""What people do to ports: close and reopen them, and write their rosters."""

from moeli.ports.services.closures import NewClosure, check_closure, close_port, reopen_port
from moeli.ports.services.rosters import NewLine, roster, unroster

__all__ = [
    "NewClosure",
    "NewLine",
    "check_closure",
    "close_port",
    "reopen_port",
    "roster",
    "unroster",
]
