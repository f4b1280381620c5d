"""Changing people, booths, proofs: authorise, lock, check, record; projectors write the rows."""

from moeli.platform.access.services.booths import enrol_booth, invite_booth, retire_booth
from moeli.platform.access.services.codes import accept_code, accept_step
from moeli.platform.access.services.demo import give_demo_app
from moeli.platform.access.services.grants import grant_role, revoke_grant
from moeli.platform.access.services.hands import check_own_hands
from moeli.platform.access.services.people import (
    add_person,
    disable_person,
    enable_person,
    end_sessions,
    remove_factors,
    set_password,
    unlock,
)
from moeli.platform.access.services.pins import issue_badge, revoke_badge, set_pin
from moeli.platform.access.services.proving import own_pin_right, prove_pin, session_unlocked
from moeli.platform.access.services.relief import relieve, relieve_by_key
from moeli.platform.access.services.shifts import end_shift, enrol_for_shift, unlock_together

__all__ = [
    "accept_code",
    "accept_step",
    "add_person",
    "check_own_hands",
    "disable_person",
    "enable_person",
    "end_sessions",
    "end_shift",
    "enrol_booth",
    "enrol_for_shift",
    "give_demo_app",
    "grant_role",
    "invite_booth",
    "issue_badge",
    "own_pin_right",
    "prove_pin",
    "relieve",
    "relieve_by_key",
    "remove_factors",
    "retire_booth",
    "revoke_badge",
    "revoke_grant",
    "session_unlocked",
    "set_password",
    "set_pin",
    "unlock",
    "unlock_together",
]
