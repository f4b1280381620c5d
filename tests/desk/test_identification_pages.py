"""A person without any document at the pages of two officers."""

import re
from uuid import UUID, uuid4

import pytest
from django.test import Client

from moeli.crossings.identification.models import Identification
from moeli.crossings.models import Crossing, Decision
from moeli.platform import clock
from moeli.platform.access.actor import SYSTEM
from moeli.screening.matching import Sought
from moeli.screening.services import NewListing, list_document
from moeli.standards.icao9303 import PartialDate
from tests.signing_in import person, signed_in

pytestmark = pytest.mark.django_db
ANSWERS = {
    "direction": "entry",
    "name": "Thato Drawn",
    "village": "Ha Invented",
    "chief": "Morena Drawn",
}
VOUCHER = {"kind": "chief_called", "by": "Morena Drawn, 5900 0000"}
LIST = "/desk/identifications/"


@pytest.fixture
def second(db: None) -> Client:
    """The browser of another officer of the port."""
    return signed_in(person("shift_supervisor", "MSB"))


@pytest.fixture
def begun(desk: Client) -> str:
    """The page of a person who has been asked."""
    answer = desk.post(LIST, ANSWERS)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


@pytest.fixture
def sought(db: None) -> None:
    """Somebody of that name and year is listed, by her name alone."""
    listing = NewListing(
        issuing_state="",
        document_number="",
        kind="lost_or_stolen",
        instruction="call_supervisor",
        source="Fictitious report",
        listed_from=clock.today(),
        holder=Sought("Drawn", "Thato", PartialDate(1990, 3, 7)),
    )
    list_document(actor=SYSTEM, listing=listing)


@pytest.mark.usefixtures("sought")
@pytest.mark.parametrize(
    ("born", "met"), [("7 March 1990, Leribe", True), ("1991", False), ("as a child", False)]
)
def test_to_come_without_document_is_no_way_round_the_list(
    desk: Client, born: str, met: bool
) -> None:
    page = str(desk.post(LIST, ANSWERS | {"born": born})["Location"])
    shown = desk.get(page).content.decode()
    assert ("inspection-instructions" in shown) is met
    assert "lost" not in shown.lower()


def key_on(shown: str) -> UUID:
    found = re.search(r'name="key" value="([^"]+)"', shown)
    assert found
    return UUID(found[1])


def test_two_officers_and_a_chief_bring_somebody_home(
    desk: Client, second: Client, begun: str
) -> None:
    shown = desk.get(begun).content.decode()
    assert "Waits for a voucher" in shown
    assert "<kbd>F2</kbd>" not in shown
    assert "<kbd>F8</kbd>" in shown
    assert desk.post(f"{begun}voucher/", VOUCHER).status_code == 302
    listed = second.get(LIST).content.decode()
    assert "Waits for a second officer" in listed
    assert "Thato" not in listed
    seen = second.get(begun).content.decode()
    assert "5900 0000" in seen
    assert "This person is identified" in seen
    assert "This person is identified" not in desk.get(begun).content.decode()
    assert second.post(f"{begun}word/", {"word": "confirmed"}).status_code == 302
    shown = desk.get(begun).content.decode()
    sent = {"outcome": "admitted", "key": key_on(shown)}
    answer = desk.post(f"{begun}decision/", sent, follow=True)
    assert "Admitted at" in answer.content.decode()
    assert Crossing.objects.get().nationality == "LSO"
    over = desk.get(begun).content.decode()
    assert "This identification was decided." in over
    assert "Thato" not in over


def test_nobody_confirms_her_own_question_and_nobody_without_a_voucher(
    desk: Client, second: Client, begun: str
) -> None:
    said = {"word": "confirmed"}
    answer = second.post(f"{begun}word/", said)
    assert answer.status_code == 409
    assert "Nobody vouches for this person yet" in answer.content.decode()
    assert "Without a voucher nobody is confirmed." in second.get(begun).content.decode()
    desk.post(f"{begun}voucher/", VOUCHER)
    answer = desk.post(f"{begun}word/", said)
    assert answer.status_code == 409
    assert "Another officer than the one who asked" in answer.content.decode()
    assert second.post(f"{begun}word/", {"word": "perhaps"}).status_code == 400
    assert Identification.objects.get().word == ""


def test_who_cannot_be_confirmed_is_referred(desk: Client, second: Client, begun: str) -> None:
    second.post(f"{begun}word/", {"word": "not_confirmed"})
    shown = desk.get(begun).content.decode()
    assert "Not confirmed" in shown
    for outcome, status in (("admitted", 409), ("refused", 409), ("nonsense", 400)):
        sent = {"outcome": outcome, "key": uuid4()}
        assert desk.post(f"{begun}decision/", sent).status_code == status
    sent = {"outcome": "referred", "key": key_on(shown)}
    assert "Referred at" in desk.post(f"{begun}decision/", sent, follow=True).content.decode()
    assert Decision.objects.get().outcome == "referred"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"chief": ""}, "Ask at least 3 of the questions"),
        ({"name": ""}, "This field is required"),
        ({"name": "x" * 121}, "at most 120 characters"),
        ({"direction": "up"}, "Select a valid choice"),
    ],
)
def test_too_little_is_said_and_nothing_is_kept(
    desk: Client, changed: dict[str, str], said: str
) -> None:
    answer = desk.post(LIST, ANSWERS | changed)
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert not Identification.objects.exists()


def test_a_voucher_is_chosen_and_named(desk: Client, begun: str) -> None:
    for sent in ({}, VOUCHER | {"kind": "friend"}, VOUCHER | {"by": ""}):
        assert desk.post(f"{begun}voucher/", sent).status_code == 400
    assert "Nobody is being identified" not in desk.get(LIST).content.decode()


def test_the_empty_list_says_so_and_the_desk_leads_there(desk: Client) -> None:
    assert "Nobody is being identified at this port." in desk.get(LIST).content.decode()
    assert "At least 3 answers, the name among them." in desk.get(LIST).content.decode()
    assert "No document at all" in desk.get("/desk/").content.decode()


def test_at_another_port_it_is_absent(desk: Client, begun: str) -> None:
    stranger = signed_in(person("primary_officer", "MPB"))
    assert "asked" not in stranger.get(LIST).content.decode()
    assert stranger.get(begun).status_code == 404
    for act, sent in (
        ("voucher", VOUCHER),
        ("word", {"word": "confirmed"}),
        ("decision", {"outcome": "referred", "key": uuid4()}),
    ):
        assert stranger.post(f"{begun}{act}/", sent).status_code == 404
