"""People who act on the list, and a listing to begin with."""

from datetime import date

import pytest

from moeli.platform.access import roles
from moeli.platform.access.actor import Actor, Scope
from moeli.screening.services import NewListing


def in_role(role: str, place: str = "") -> Actor:
    return Actor(id=f"00000000-{role}", grants=(Scope(role, place, roles.actions_of(role)),))


@pytest.fixture
def owner() -> Actor:
    return in_role("list_owner")


@pytest.fixture
def reader() -> Actor:
    return in_role("immigration_hq")


@pytest.fixture
def officer() -> Actor:
    return in_role("primary_officer", "MSB")


@pytest.fixture
def listing() -> NewListing:
    return NewListing(
        issuing_state="UTO",
        document_number="L898902C3",
        kind="child_lookout",
        instruction="call_supervisor",
        source="OB 12/11/2026",
        listed_from=date(2026, 11, 1),
        listed_until=date(2026, 11, 30),
    )
