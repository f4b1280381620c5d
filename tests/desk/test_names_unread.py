"""While the names of the list are still being read, nobody is taken to be on no list."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from django.test import Client

from moeli.crossings.models import Decision
from moeli.crossings.permits.services import NewPermit, record_permit
from moeli.platform import clock
from moeli.platform.access.actor import SYSTEM
from moeli.screening import holder_index
from moeli.screening.holder_index import HolderIndex
from moeli.screening.services import NewListing, list_document
from tests.crossings.parties.conftest import zone
from tests.desk.conftest import FOREIGN, Scan
from tests.desk.test_identification_pages import ANSWERS, LIST
from tests.platform.machine.callers import at_desk, enrolled, lent

pytestmark = pytest.mark.django_db
SAID = "The names of the list are still being read"
Unread = Callable[[], None]


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> Unread:
    """From now on another thread reads the list, and does not come to an end."""

    def unread() -> None:
        busy = HolderIndex(patience=0)
        busy._turn.acquire()
        monkeypatch.setattr(holder_index, "_INDEX", busy)

    return unread


def test_the_desk_says_so_and_shows_what_the_number_found(
    desk: Client, scan: Scan, unread: Unread
) -> None:
    listing = NewListing(
        issuing_state="ZAF",
        document_number="M00000001",
        kind="lost_or_stolen",
        instruction="call_supervisor",
        source="Fictitious report",
        listed_from=clock.today(),
    )
    list_document(actor=SYSTEM, listing=listing)
    at = f"/desk/inspections/{scan(FOREIGN)}/"
    assert SAID not in desk.get(at).content.decode()
    unread()
    answer = desk.get(at)
    assert answer.status_code == 200
    assert SAID in answer.content.decode()
    assert [each.code for each in answer.context["page"].instructions] == ["C1"]


def test_an_officer_may_still_decide(desk: Client, scan: Scan, unread: Unread) -> None:
    unread()
    sent = {"outcome": "admitted", "key": str(uuid4())}
    assert desk.post(f"/desk/inspections/{scan(FOREIGN)}/decision/", sent).status_code == 302


def test_no_commuter_is_shown_in_brief(desk: Client, unread: Unread) -> None:
    desk.post("/desk/commuters/", {"on": "on"})
    sent = {"zone": zone(17), "direction": "entry", "how": "wedge_scan"}
    day, at = clock.today(), str(desk.post("/desk/", sent)["Location"])
    permit = NewPermit(kind="learner_card", number="P 1", valid_from=day, valid_to=day)
    record_permit(actor=SYSTEM, inspection_id=UUID(at.split("/")[-2]), permit=permit)
    at = str(desk.post("/desk/", sent)["Location"])
    assert desk.get(at).context["page"].brief
    unread()
    page = desk.get(at)
    assert not page.context["page"].brief
    assert SAID in page.content.decode()


def test_who_comes_without_document_is_not_taken_to_be_on_no_list(
    desk: Client, unread: Unread
) -> None:
    unread()
    at = str(desk.post(LIST, ANSWERS | {"born": "1990"})["Location"])
    assert SAID in desk.get(at).content.decode()


def test_of_a_party_nobody_is_decided_unseen(desk: Client, unread: Unread) -> None:
    party = str(desk.post("/desk/parties/", {"direction": "entry"})["Location"])
    desk.post(party, {"zone": zone(1)})
    unread()
    assert desk.get(party).status_code == 503
    answer = desk.post(f"{party}decision/", {"key": str(uuid4())}, follow=True)
    assert "names of the list are still being read" in answer.content.decode()
    assert not Decision.objects.exists()


def test_the_machine_door_answers_no_empty_list_of_instructions(unread: Unread) -> None:
    acting = lent(enrolled(), at_desk())
    inspection = acting.inspect(FOREIGN)["id"]
    assert acting.get(f"/inspections/{inspection}").status_code == 200
    unread()
    answer = acting.get(f"/inspections/{inspection}")
    assert (answer.status_code, answer.json()["code"]) == (503, "names_unread")
