"""The inspection page: what the zone proves, what may be decided, and one press counts once."""

import gzip
from datetime import date, timedelta
from typing import cast
from uuid import UUID, uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from moeli.crossings.models import Crossing, Decision
from moeli.desk.presenters.inspection import InspectionPage
from moeli.platform import clock
from moeli.platform.access.actor import SYSTEM
from moeli.platform.journal.models import Entry
from moeli.screening.services import NewListing, list_document
from moeli.standards import icao9303
from tests.desk.conftest import CARD, CITIZEN, EXPIRED, FOREIGN, Scan
from tests.signing_in import person, signed_in, still_there

pytestmark = pytest.mark.django_db
LONGEST = 60_000
QUERIES = 25
FORBIDDEN = ("traffick", "victim", "alone", "child", "stolen", "fictitious order")
REFUTED = EXPIRED.replace("L898902C36", "L89890ZC36")


def look(desk: Client, inspection: UUID) -> InspectionPage:
    answer = desk.get(f"/desk/inspections/{inspection}/")
    assert answer.status_code == 200
    shown: InspectionPage = answer.context["page"]
    return shown


def press(desk: Client, inspection: UUID, outcome: str, **given: object) -> HttpResponse:
    sent = {"outcome": outcome, "key": str(uuid4()), **given}
    return cast("HttpResponse", desk.post(f"/desk/inspections/{inspection}/decision/", sent))


def offered(page: InspectionPage) -> list[str]:
    return [choice.outcome for choice in page.choices]


def test_it_shows_the_name_and_that_the_digits_fit(desk: Client, scan: Scan) -> None:
    document = look(desk, scan(CITIZEN)).document
    assert document
    assert (document.primary, document.secondary) == ("THABANA", "LERATO")
    assert [(str(s.word), s.tone) for s in document.states] == [("Check digits fit", "good")]


@pytest.mark.parametrize(("today", "age"), [((2026, 3, 6), "35"), ((2026, 3, 7), "36")])
def test_how_old_the_holder_is_stands_under_the_name(
    desk: Client, scan: Scan, monkeypatch: pytest.MonkeyPatch, today: tuple[int, int, int], age: str
) -> None:
    inspection = scan(CITIZEN)
    monkeypatch.setattr("moeli.desk.presenters.document.clock.today", lambda: date(*today))
    document = look(desk, inspection).document
    assert document
    assert (document.state, document.sex, document.age) == ("Lesotho", "F", f"{age} years")


def test_what_no_ground_has_verified_is_said_once(desk: Client, scan: Scan) -> None:
    page = desk.get(f"/desk/inspections/{scan(EXPIRED)}/").content.decode()
    asked = page.split("On which ground?")[1].split("</form>")[0]
    assert asked.count("legal text not verified") == 1


def test_a_refuted_field_is_said_to_be_refuted_and_its_repairs_shown(
    desk: Client, scan: Scan
) -> None:
    answer = desk.get(f"/desk/inspections/{scan(REFUTED)}/")
    document = answer.context["page"].document
    tones = {str(field.label): field.tone for field in document.fields}
    assert tones["Document number"] == "bad"
    assert tones["Date of birth"] == "good"
    assert tones["Sex"] == "neutral"
    proposed = {repair.value for repair in document.repairs} | {
        each for repair in document.repairs for each in repair.alternatives
    }
    assert any("2" in value for value in proposed)
    assert "Check these characters by eye" in answer.content.decode()


def test_an_expired_document_is_said_to_be_expired(desk: Client, scan: Scan) -> None:
    document = look(desk, scan(EXPIRED)).document
    assert document
    assert "Expired" in [str(state.word) for state in document.states]
    assert "Date of expiry: The document has expired." in document.problems


def test_a_citizen_is_never_offered_a_refusal(desk: Client, scan: Scan) -> None:
    inspection = scan(CITIZEN)
    assert offered(look(desk, inspection)) == ["admitted", "referred"]
    answer = press(desk, inspection, "refused", ground="document_expired")
    assert answer.status_code == 409
    assert Decision.objects.count() == 0


def test_a_foreigner_is_offered_all_three_and_the_keys_are_never_letters(
    desk: Client, scan: Scan
) -> None:
    page = look(desk, scan(FOREIGN))
    assert offered(page) == ["admitted", "referred", "refused"]
    assert [choice.key for choice in page.choices] == ["F2", "F8", "F9"]


def test_on_the_way_out_nobody_is_admitted(desk: Client, scan: Scan) -> None:
    page = look(desk, scan(CITIZEN, "exit"))
    assert offered(page) == ["departed", "referred", "departure_not_permitted"]


def test_a_refusal_needs_a_ground(desk: Client, scan: Scan) -> None:
    inspection = scan(EXPIRED)
    answer = press(desk, inspection, "refused")
    assert answer.status_code == 400
    assert "Choose the ground" in answer.content.decode()
    assert press(desk, inspection, "refused", ground="document_expired").status_code == 302
    assert Decision.objects.get().ground == "document_expired"


def test_the_same_press_twice_is_one_crossing(desk: Client, scan: Scan) -> None:
    inspection = scan(CITIZEN)
    key = look(desk, inspection).press
    answers = [press(desk, inspection, "admitted", key=key) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Decision.objects.count() == Crossing.objects.count() == 1


def test_the_second_of_two_officers_is_told_that_it_was_decided(desk: Client, scan: Scan) -> None:
    inspection = scan(CITIZEN)
    other = signed_in(person("shift_supervisor", "MSB"))
    press(desk, inspection, "admitted")
    answer = press(other, inspection, "referred")
    assert answer.status_code == 409
    assert "already decided" in answer.content.decode()
    assert "Scan again" in answer.content.decode()
    assert Decision.objects.get().outcome == "admitted"


@pytest.mark.parametrize(
    "sent", [{}, {"outcome": "admitted"}, {"outcome": "waved_through", "key": str(uuid4())}]
)
def test_an_incomplete_decision_records_nothing(
    desk: Client, scan: Scan, sent: dict[str, str]
) -> None:
    answer = desk.post(f"/desk/inspections/{scan(CITIZEN)}/decision/", sent)
    assert answer.status_code == 400
    assert "arrived incomplete" in answer.content.decode()
    assert Decision.objects.count() == 0


def test_afterwards_the_page_shows_that_it_is_over_and_no_document(
    desk: Client, scan: Scan
) -> None:
    inspection = scan(CITIZEN)
    press(desk, inspection, "admitted")
    answer = desk.get(f"/desk/inspections/{inspection}/")
    assert answer.context["page"].document is None
    assert "THABANA" not in answer.content.decode()
    assert "This inspection is over" in answer.content.decode()


def test_a_newer_scan_takes_the_place_of_an_older(desk: Client, scan: Scan) -> None:
    older, _ = scan(CITIZEN), scan(CARD)
    page = look(desk, older)
    assert "newer inspection" in str(page.over)
    assert page.choices == ()


def test_an_old_inspection_has_run_out(desk: Client, scan: Scan) -> None:
    inspection = scan(CITIZEN)
    with clock.standing_still(clock.now() + timedelta(minutes=31)):
        still_there(desk)
        assert "run out" in str(look(desk, inspection).over)
        assert press(desk, inspection, "admitted").status_code == 409
    assert Decision.objects.count() == 0


def test_an_inspection_of_another_port_is_absent(scan: Scan) -> None:
    stranger = signed_in(person("primary_officer", "PKB"))
    assert stranger.get(f"/desk/inspections/{scan(CITIZEN)}/").status_code == 404
    assert stranger.get(f"/desk/inspections/{uuid4()}/").status_code == 404


def test_each_look_is_in_the_journal(desk: Client, scan: Scan) -> None:
    inspection = scan(CITIZEN)
    before = Entry.objects.filter(verb="record.read").count()
    look(desk, inspection)
    assert Entry.objects.filter(verb="record.read").count() > before


def test_earlier_decisions_are_shown_and_their_absence_proves_nothing(
    desk: Client, scan: Scan
) -> None:
    first = scan(CITIZEN)
    assert b"That proves nothing" in desk.get(f"/desk/inspections/{first}/").content
    press(desk, first, "admitted")
    (earlier,) = look(desk, scan(CITIZEN)).earlier
    assert (str(earlier.outcome), earlier.port) == ("Admitted", "Maseru Bridge")


def test_when_an_earlier_decision_fell_is_told_in_the_time_of_the_border(
    desk: Client, scan: Scan
) -> None:
    press(desk, scan(CITIZEN), "admitted")
    fell = Decision.objects.get().decided_at.astimezone(clock.MASERU)
    page = desk.get(f"/desk/inspections/{scan(CITIZEN)}/").content.decode()
    assert f'<time datetime="{fell.isoformat()}">{fell.day} {fell:%b %Y %H:%M}</time>' in page


def test_the_page_is_small_and_its_title_neutral(desk: Client, scan: Scan) -> None:
    page = desk.get(f"/desk/inspections/{scan(REFUTED)}/").content
    assert len(gzip.compress(page)) < LONGEST
    title = page.decode().partition("<title>")[2].partition("</title>")[0]
    assert "ERIKSSON" not in title


def test_the_page_asks_as_often_with_one_earlier_decision_as_with_many(
    desk: Client, scan: Scan, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for already in (1, 4):
        while Decision.objects.count() < already:
            press(desk, scan(CITIZEN), "admitted")
        inspection = scan(CITIZEN)
        with django_assert_num_queries(QUERIES):
            look(desk, inspection)


@pytest.fixture
def listed(db: None) -> None:
    """The card stands on the document list, for a reason that no booth may show."""
    document = icao9303.read(CARD.split("\n"), clock.today())
    listing = NewListing(
        issuing_state=document.issuing_state or "",
        document_number=document.document_number or "",
        kind="child_lookout",
        instruction="call_supervisor",
        source="Fictitious order 3/2026",
        listed_from=clock.today(),
        listed_until=None,
    )
    list_document(actor=SYSTEM, listing=listing)


def test_a_listed_document_brings_an_instruction_and_never_a_reason(
    desk: Client, scan: Scan, listed: None
) -> None:
    answer = desk.get(f"/desk/inspections/{scan(CARD)}/")
    (instruction,) = answer.context["page"].instructions
    assert (instruction.code, "supervisor" in instruction.text) == ("C1", True)
    shown = answer.content.decode().lower()
    assert not [word for word in FORBIDDEN if word in shown]
