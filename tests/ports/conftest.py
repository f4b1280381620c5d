"""People who act at ports."""

import pytest

from moeli.platform.access import roles
from moeli.platform.access.actor import Actor, Scope
from moeli.platform.ids import uuid7


def in_role(role: str, place: str = "") -> Actor:
    return Actor(id=str(uuid7()), grants=(Scope(role, place, roles.actions_of(role)),))


@pytest.fixture
def supervisor() -> Actor:
    return in_role("shift_supervisor", "SAP")
