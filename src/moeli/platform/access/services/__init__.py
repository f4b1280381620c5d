"""Changing people, grants and booths: authorise, lock, check, record; projectors write the rows."""

from moeli.platform.access.services.booths import enrol_booth, invite_booth, retire_booth
from moeli.platform.access.services.grants import grant_role, revoke_grant
from moeli.platform.access.services.people import (
    add_person,
    disable_person,
    enable_person,
    set_password,
    unlock,
)

__all__ = [
    "add_person",
    "disable_person",
    "enable_person",
    "enrol_booth",
    "grant_role",
    "invite_booth",
    "retire_booth",
    "revoke_grant",
    "set_password",
    "unlock",
]
