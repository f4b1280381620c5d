"""A desk at Maseru Bridge before which a family stands; documents are drawn for each of them."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from uuid import UUID

import pytest

from moeli.crossings.outcomes import Direction
from moeli.crossings.parties import deciding, services
from moeli.crossings.parties.deciding import PartyDecided
from moeli.crossings.parties.models import Party, PartyMember
from moeli.crossings.parties.selectors import PartyView, party_view
from moeli.platform.access.actor import Actor
from moeli.platform.ids import uuid7
from moeli.standards import icao9303

Begin = Callable[..., Party]
Scan = Callable[..., PartyMember]
Admit = Callable[..., PartyDecided]
Look = Callable[..., PartyView]
BORN, CHILD_BORN, EXPIRES = date(1988, 3, 1), date(2018, 6, 30), date(2031, 1, 1)


def zone(number: int, born: date | None = BORN, expires: date = EXPIRES, state: str = "ZAF") -> str:
    """The zone of a drawn passport."""
    lines = icao9303.build(
        format="TD3",
        document_code="P",
        issuing_state=state,
        document_number=f"M{number:08}",
        primary_identifier="DRAWN",
        secondary_identifier=f"NUMBER{'ABCDEFGHIJ'[number % 10]}",
        nationality=state,
        birth_date=born,
        sex="F",
        expiry_date=expires,
    )
    return "\n".join(lines)


def nobody(_hashes: Sequence[bytes]) -> frozenset[bytes]:
    """A document list on which nothing stands."""
    return frozenset()


@pytest.fixture
def begin(officer: Actor) -> Begin:
    return partial(
        services.begin_party, actor=officer, place="MSB", desk="Desk 1", direction=Direction.ENTRY
    )


@pytest.fixture
def party(begin: Begin) -> Party:
    return begin()


@pytest.fixture
def scan(officer: Actor, party: Party) -> Scan:
    def scan(number: int, born: date | None = BORN, **given: object) -> PartyMember:
        text = zone(number, born, **given)  # type: ignore[arg-type]  # a test gives what it wants
        return services.scan_into_party(actor=officer, party_id=party.id, zone=text)

    return scan


@pytest.fixture
def admit(officer: Actor, party: Party) -> Admit:
    def admit(**given: object) -> PartyDecided:
        asked: dict[str, object] = {
            "actor": officer,
            "party_id": party.id,
            "listed": nobody,
            "idempotency_key": uuid7(),
            **given,
        }
        return deciding.admit_party(**asked)  # type: ignore[arg-type]  # as above

    return admit


@pytest.fixture
def look(officer: Actor, party: Party) -> Look:
    return lambda listed=nobody: party_view(officer, party.id, listed)


@pytest.fixture
def pick(officer: Actor, party: Party) -> Callable[[UUID], None]:
    return lambda member: services.pick_out(actor=officer, party_id=party.id, member_id=member)
