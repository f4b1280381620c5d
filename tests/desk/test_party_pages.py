"""Parties at the pages: five scanned, one key, one picked out, a minor with an adult."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from moeli.crossings.models import Crossing, Decision, Inspection
from moeli.crossings.parties.models import Party, PartyMember
from moeli.desk.presenters.party import HELD, PartyPage
from moeli.platform import clock
from moeli.platform.access.actor import SYSTEM
from moeli.screening.services import NewListing, list_document
from moeli.standards import icao9303
from tests.crossings.parties.conftest import CHILD_BORN, zone
from tests.signing_in import person, signed_in

pytestmark = pytest.mark.django_db
QUERIES = (
    18  # three ask which rules are in force, five record the look, one sees the index is fresh, one
    # asks for scans that waited
)
FORBIDDEN = ("traffick", "victim", "alone", "child", "stolen", "minor")


@pytest.fixture
def party(desk: Client) -> str:
    """A party on the way in, with nobody in it; its address."""
    return str(desk.post("/desk/parties/", {"direction": "entry"})["Location"])


def scan(desk: Client, party: str, zones: Sequence[str]) -> None:
    for each in zones:
        assert desk.post(party, {"zone": each}).status_code == 302


def look(desk: Client, party: str) -> PartyPage:
    shown: PartyPage = desk.get(party).context["page"]
    return shown


def press(desk: Client, party: str, key: UUID) -> HttpResponse:
    answer: HttpResponse = desk.post(f"{party}decision/", {"key": str(key)}, follow=True)  # type: ignore[assignment]  # the client's answer is one
    return answer


def test_five_scans_and_one_key(desk: Client, party: str) -> None:
    scan(desk, party, [zone(number) for number in range(5)])
    page = look(desk, party)
    assert (page.ready, str(page.act)) == (5, "Admit")
    answer = press(desk, party, page.press)
    assert "Admitted: 5 people. Recorded." in answer.content.decode()
    assert Decision.objects.count() == Crossing.objects.count() == 5
    assert press(desk, party, page.press).status_code == 200
    assert Crossing.objects.count() == 5


def test_the_first_scan_begins_the_party_that_goes_the_chosen_way(desk: Client) -> None:
    sent = {"direction": "exit", "zone": zone(1), "how": "wedge_scan", "key": str(uuid4())}
    first, again = (desk.post("/desk/parties/", sent) for _ in range(2))
    assert first["Location"] == again["Location"]
    member = PartyMember.objects.select_related("inspection", "party").get()
    assert (member.party.direction, member.inspection.captured_how) == ("exit", "wedge_scan")


@pytest.mark.parametrize(
    ("zone_", "said"), [("P<LSO NOTHING", "could be read"), ("x" * 2000, "far")]
)
def test_a_first_scan_that_cannot_be_used_begins_nothing_and_is_shown(
    desk: Client, zone_: str, said: str
) -> None:
    answer = desk.post("/desk/parties/", {"direction": "entry", "zone": zone_})
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert not Party.objects.exists()


def test_a_page_that_stands_is_sent_what_a_scan_changed_and_no_more(
    desk: Client, party: str
) -> None:
    parts = {"X-Moeli-Parts": "yes"}
    drawn = desk.post(party, {"zone": zone(1)}, headers=parts).content.decode()
    assert "Party of 1" in drawn
    assert "DRAWN NUMBERB" in drawn
    assert "<html" not in drawn
    assert "textarea" not in drawn
    unread = desk.post(party, {"zone": "P<LSO NOTHING"}, headers=parts)
    assert unread.status_code == 200  # drawn, with its problem, into a page that is sound
    assert "data-refused" in unread.content.decode()
    assert "No document number could be read" in unread.content.decode()
    assert PartyMember.objects.count() == 1


def test_a_scan_sent_again_because_its_answer_was_lost_is_done_and_no_mistake(
    desk: Client, party: str
) -> None:
    again = {"X-Moeli-Parts": "yes", "X-Moeli-Again": "yes"}
    for number in (1, 1):
        drawn = desk.post(party, {"zone": zone(number)}, headers=again).content.decode()
        assert "Nothing was recorded" not in drawn
    assert PartyMember.objects.count() == Inspection.objects.count() == 1
    press(desk, party, look(desk, party).press)
    closed = desk.post(party, {"zone": zone(1)}, headers=again).content.decode()
    assert "Nothing was recorded" not in closed
    refused = desk.post(party, {"zone": zone(2)}, headers=again).content.decode()
    assert "decided already" in refused
    assert "data-refused" in refused


def test_the_first_scan_of_a_page_that_stands_is_answered_with_the_page_of_its_party(
    desk: Client,
) -> None:
    parts = {"X-Moeli-Parts": "yes"}
    sent = {"direction": "entry", "zone": zone(1), "key": str(uuid4())}
    for _press in range(2):
        page = desk.post("/desk/parties/", sent, headers=parts).content.decode()
        assert f'action="/desk/parties/{Party.objects.get().id}/"' in page
        assert "DRAWN NUMBERB" in page
    unread = desk.post("/desk/parties/", sent | {"zone": "P<LSO NOTHING"}, headers=parts)
    assert unread.status_code == 200
    assert "P&lt;LSO NOTHING</textarea>" in unread.content.decode()


def test_who_is_left_is_named_with_the_way_to_look_singly(desk: Client, party: str) -> None:
    scan(desk, party, [zone(1), zone(2, expires=date(2020, 1, 1)), zone(3)])
    picked = look(desk, party).members[2]
    desk.post(f"{party}members/{picked.id}/pick-out/")
    page = look(desk, party)
    assert [str(row.state) for row in page.members] == ["Ready", "Expired", "Picked out"]
    answer = press(desk, party, page.press)
    shown = answer.content.decode()
    assert "Admitted: 1 person. 2 to look at singly." in shown
    assert f"/desk/inspections/{picked.inspection}/" in shown
    assert "DRAWN" not in shown
    assert desk.get(f"/desk/inspections/{picked.inspection}/").context["page"].document


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"zone": ""}, "The box is empty"),
        ({"zone": "P<LSO NOTHING"}, "No document number could be read"),
        ({"zone": "x" * 2000}, "far too long"),
        ({"zone": zone(1)}, "in the party already"),
    ],
)
def test_what_cannot_be_added_is_said_and_nothing_is_added(
    desk: Client, party: str, sent: dict[str, str], said: str
) -> None:
    scan(desk, party, [zone(1)])
    answer = desk.post(party, sent)
    assert answer.status_code in {400, 409}
    assert said in answer.content.decode()
    assert PartyMember.objects.count() == 1


def test_an_unreadable_zone_stays_in_the_box(desk: Client, party: str) -> None:
    assert (
        ">\nP&lt;LSO NOTHING</textarea>"
        in desk.post(party, {"zone": "P<LSO NOTHING"}).content.decode()
    )


def test_a_listed_document_is_looked_at_singly_and_the_page_says_nothing_else(
    desk: Client, party: str
) -> None:
    scan(desk, party, [zone(1), zone(2), zone(3, CHILD_BORN)])
    document = icao9303.read(zone(2).split("\n"), clock.today())
    list_document(
        actor=SYSTEM,
        listing=NewListing(
            issuing_state=document.issuing_state or "",
            document_number=document.document_number or "",
            kind="child_lookout",
            instruction="call_supervisor",
            source="Fictitious order 3/2026",
            listed_from=clock.today(),
        ),
    )
    answer = desk.get(party)
    assert str(answer.context["page"].members[1].state) == "Look at singly"
    shown = answer.content.decode().lower()
    assert not [word for word in FORBIDDEN if word in shown]
    assert not [word for word in FORBIDDEN for said in HELD.values() if word in str(said).lower()]
    press(desk, party, answer.context["page"].press)
    assert Decision.objects.count() == 1


def test_an_incomplete_press_records_nothing(desk: Client, party: str) -> None:
    scan(desk, party, [zone(1)])
    answer = desk.post(f"{party}decision/", {})
    assert answer.status_code == 400
    assert "arrived incomplete" in answer.content.decode()
    assert not Decision.objects.exists()


def test_an_empty_party_says_what_to_do_and_waits_at_its_desk(desk: Client, party: str) -> None:
    assert "Scan one document after the other" in desk.get(party).content.decode()
    assert "Entry, begun" in desk.get("/desk/parties/").content.decode()
    assert "Nobody is in this party yet" in press(desk, party, uuid4()).content.decode()


def test_a_party_of_another_port_is_absent(desk: Client, party: str) -> None:
    stranger = signed_in(person("primary_officer", "PKB"))
    for way in (party, f"/desk/parties/{uuid4()}/"):
        assert stranger.get(way).status_code == 404
        assert stranger.post(f"{way}decision/", {"key": uuid4()}).status_code == 404
    assert b"No party waits" in stranger.get("/desk/parties/").content
    assert Party.objects.get().closed_at is None


def test_the_page_asks_as_often_for_two_as_for_ten(
    desk: Client, party: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for people in (2, 10):
        scan(desk, party, [zone(n) for n in range(PartyMember.objects.count(), people)])
        look(desk, party)
        with django_assert_num_queries(QUERIES):
            look(desk, party)


def test_pressing_begin_twice_is_one_party(desk: Client) -> None:
    key = str(desk.get("/desk/parties/").context["form"]["key"].value())
    answers = [desk.post("/desk/parties/", {"direction": "entry", "key": key}) for _ in range(2)]
    assert len({each["Location"] for each in answers}) == 1
    assert Party.objects.count() == 1


def test_rows_of_a_list_say_that_nobody_looked_at_them(desk: Client) -> None:
    zones = "\n".join(zone(number) for number in range(2))
    begun = {"direction": "entry", "zones": zones, "key": str(uuid4())}
    party = str(desk.post("/desk/parties/list/begin/", begun)["Location"])
    assert desk.post("/desk/parties/list/begin/", begun)["Location"] == party
    assert desk.get(party).content.decode().count("Ready, not looked at") == 2
    desk.post(party, {"zone": zone(0), "how": "wedge_scan"})
    page = look(desk, party)
    assert [str(each.state) for each in page.members] == ["Ready", "Ready, not looked at"]
    assert page.unseen == 1
