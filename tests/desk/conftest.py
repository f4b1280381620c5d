"""An officer at the desk of Maseru Bridge, and the zones that she meets."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client

from moeli.demo.specimens import specimens
from tests.crossings.parties.conftest import CHILD_BORN, zone
from tests.signing_in import person, signed_in

CITIZEN, CARD, EXPIRED = (specimens()[name].zone for name in ("lesotho", "td1", "td3"))
FOREIGN = (
    "P<ZAFMOKOENA<<SIPHO<<<<<<<<<<<<<<<<<<<<<<<<<\nM000000015ZAF8001014M3001019<<<<<<<<<<<<<<02"
)
Scan = Callable[..., UUID]


@pytest.fixture
def desk(db: None) -> Client:
    """The browser of a primary officer."""
    return signed_in(person("primary_officer", "MSB"))


@pytest.fixture
def scan(desk: Client) -> Scan:
    """Opens an inspection of a zone and returns its id, as the redirect names it."""

    def scan(zone: str, direction: str = "entry") -> UUID:
        answer = desk.post("/desk/", {"zone": zone, "direction": direction})
        assert answer.status_code == 302, answer.content.decode()
        return UUID(answer["Location"].rstrip("/").rpartition("/")[2])

    return scan


@pytest.fixture
def family(desk: Client) -> str:
    """Two adults and three who need one, on the way in; the party's address."""
    party = str(desk.post("/desk/parties/", {"direction": "entry"})["Location"])
    for number in range(5):
        born = {} if number < 2 else {"born": CHILD_BORN}
        assert desk.post(party, {"zone": zone(number, **born)}).status_code == 302
    return party
