"""The commuters' way: chosen at the desk, brief for who is in order, whole for all others."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client

from moeli.crossings import tables
from moeli.crossings.consents.models import Consent
from moeli.crossings.models import Crossing, Decision, Inspection
from moeli.crossings.permits.services import NewPermit, record_permit
from moeli.crossings.stay_table import STAY
from moeli.desk.presenters.inspection import InspectionPage
from moeli.platform import clock
from moeli.platform.access.actor import SYSTEM
from moeli.screening.services import NewListing, list_document
from moeli.standards import icao9303
from tests.crossings.parties.conftest import CHILD_BORN, zone
from tests.desk.conftest import CITIZEN, FOREIGN
from tests.signing_in import person, signed_in

pytestmark = pytest.mark.django_db
Scanned = Callable[..., str]
WHOLE = "Look at the whole inspection"
NUMBER = 17


@pytest.fixture
def commuting(desk: Client) -> Client:
    """An officer who has chosen the commuters' way."""
    assert desk.post("/desk/commuters/", {"on": "on"}).status_code == 302
    return desk


@pytest.fixture
def scanned(desk: Client) -> Scanned:
    """Scans a document as a wedge does; the address of its inspection."""

    def scanned(text: str, direction: str = "entry", how: str = "wedge_scan") -> str:
        sent = {"zone": text, "direction": direction, "how": how}
        return str(desk.post("/desk/", sent)["Location"])

    return scanned


def known_as(kind: str, text: str, at: str) -> None:
    """A permit of this kind was recorded on the document when it was last looked at."""
    day = clock.today()
    permit = NewPermit(kind=kind, number="P 1", valid_from=day, valid_to=day + timedelta(days=30))
    record_permit(actor=SYSTEM, inspection_id=UUID(at.split("/")[-2]), permit=permit)


def look(desk: Client, at: str) -> InspectionPage:
    shown: InspectionPage = desk.get(at).context["page"]
    return shown


def sent(page: InspectionPage, outcome: str = "admitted") -> dict[str, str]:
    return {"outcome": outcome, "key": str(page.press)}


def test_the_classes_are_those_of_the_rules_of_stay() -> None:
    assert tables.scan_only_classes(STAY.as_delivered(), date(2026, 11, 28)) == {
        "diplomat",
        "permit_holder",
        "frequent",
        "miner",
        "learner",
    }


@pytest.mark.parametrize("kind", ["learner_card", "miner_card", "local_six_month"])
@pytest.mark.parametrize("state", ["ZAF", "LSO"])
def test_who_is_scan_only_by_a_permit_is_brief(
    commuting: Client, scanned: Scanned, kind: str, state: str
) -> None:
    text = zone(NUMBER, state=state)
    known_as(kind, text, scanned(text))
    at = scanned(text)
    assert look(commuting, at).brief
    shown = commuting.get(at).content.decode()
    assert "End commuters" in shown
    assert WHOLE not in shown
    assert 'data-key="F2"' in shown


def test_a_diplomat_is_brief_by_the_document(commuting: Client, scanned: Scanned) -> None:
    lines = icao9303.build(
        format="TD3",
        document_code="PD",
        issuing_state="ZAF",
        document_number="D1234567",
        primary_identifier="DRAWN",
        secondary_identifier="ENVOY",
        nationality="ZAF",
        birth_date=date(1970, 1, 1),
        sex="F",
        expiry_date=date(2031, 1, 1),
    )
    assert look(commuting, scanned("\n".join(lines))).brief


def test_without_the_mode_nobody_is_brief(desk: Client, scanned: Scanned) -> None:
    text = zone(NUMBER)
    known_as("learner_card", text, scanned(text))
    page = look(desk, scanned(text))
    assert not (page.brief)
    assert not (page.commuters)
    assert "Commuters: scan and one key" in desk.get("/desk/").content.decode()


def test_one_key_answers_with_the_empty_box_and_the_decision_can_be_undone(
    commuting: Client, scanned: Scanned
) -> None:
    text = zone(NUMBER)
    known_as("learner_card", text, scanned(text))
    at = scanned(text)
    page = look(commuting, at)
    answer = commuting.post(f"{at}decision/", sent(page))
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "Admitted at" in shown
    assert "End commuters" in shown
    assert 'data-stands-at="/desk/"' in shown
    decision = Decision.objects.get()
    assert f"/desk/decisions/{decision.id}/undo/" in shown
    again = commuting.post(f"{at}decision/", sent(page))
    assert again.status_code == 200
    assert Crossing.objects.count() == 1
    assert commuting.get(f"{at}decision/")["Location"] == "/desk/"
    commuting.post(f"/desk/decisions/{decision.id}/undo/")
    assert Crossing.objects.standing().count() == 0


def test_the_next_scan_decides_nothing(commuting: Client, scanned: Scanned) -> None:
    text = zone(NUMBER)
    known_as("learner_card", text, scanned(text))
    assert "F2 decides this one first" in commuting.get(scanned(text)).content.decode()
    scanned(zone(NUMBER + 1))
    scanned(text)
    assert not Decision.objects.exists()
    assert Inspection.objects.count() == 4


def listed(text: str) -> None:
    document = icao9303.read(text.split("\n"), clock.today())
    listing = NewListing(
        issuing_state=document.issuing_state or "",
        document_number=document.document_number or "",
        kind="child_lookout",
        instruction="call_supervisor",
        source="Fictitious order 3/2026",
        listed_from=clock.today(),
    )
    list_document(actor=SYSTEM, listing=listing)


@pytest.mark.parametrize(
    "unclean",
    ["a citizen", "a visitor", "typed", "young", "expired", "a wrong digit", "listed", "refused"],
)
def test_whoever_is_not_clean_leaves_the_way_and_is_seen_whole(
    commuting: Client, scanned: Scanned, unclean: str
) -> None:
    text = {
        "a citizen": CITIZEN,
        "a visitor": FOREIGN,
        "young": zone(NUMBER, CHILD_BORN),
        "expired": zone(NUMBER, expires=date(2020, 1, 1)),
    }.get(unclean, zone(NUMBER))
    at = scanned(text)
    if unclean not in {"a citizen", "a visitor"}:
        known_as("learner_card", text, at)
    if unclean == "refused":
        key = str(uuid4())
        commuting.post(f"{at}decision/", {"outcome": "referred", "key": key})
    if unclean == "listed":
        listed(text)
    if unclean == "a wrong digit":
        text = f"{text[:-1]}{(int(text[-1]) + 1) % 10}"
    at = scanned(text, how="typed" if unclean == "typed" else "wedge_scan")
    page = look(commuting, at)
    assert page.document
    assert (page.brief, page.commuters) == (False, True)
    assert WHOLE in commuting.get(at).content.decode()


def test_what_was_answered_about_her_is_looked_at_whole(
    commuting: Client, scanned: Scanned
) -> None:
    text = zone(NUMBER)
    known_as("learner_card", text, scanned(text))
    at = scanned(text)
    assert look(commuting, at).brief
    answered = commuting.post(f"{at}questions/?traveller=learner", {"protection": "on"})
    assert answered.status_code == 302
    assert not look(commuting, at).brief
    assert not look(commuting, scanned(text)).brief


def test_a_learner_under_eighteen_with_standing_consent_is_scan_and_one_key(
    commuting: Client, scanned: Scanned
) -> None:
    text = zone(NUMBER, CHILD_BORN)
    at = scanned(text)
    known_as("learner_card", text, at)
    assert not look(commuting, scanned(text)).brief
    at, day = scanned(text), clock.today()
    page = f"{at}consents/"
    assert "None is recorded" in commuting.get(page).content.decode()
    form = {
        "giver": "both_parents",
        "who": "Drawn",
        "paper": "consent_letter",
        "school": "Fictitious High",
        "port": "MSB",
        "valid_from": day.isoformat(),
        "valid_to": day.isoformat(),
    }
    wrong = commuting.post(page, form | {"valid_to": "2001-01-01"})
    assert wrong.status_code == 400
    assert "The last day comes before the first" in wrong.content.decode()
    assert commuting.post(page, form).status_code == 302
    shown = look(commuting, at)
    assert shown.brief
    assert "Fictitious High" in commuting.get(page).content.decode()
    supervisor = signed_in(person("shift_supervisor", "MSB"))
    ended = {"row": str(Consent.objects.get().id), "because": "taken_back"}
    assert supervisor.post(f"{page}withdraw/", ended).status_code == 302
    assert not look(commuting, scanned(text)).brief


def test_a_problem_on_the_way_shows_the_whole(commuting: Client, scanned: Scanned) -> None:
    text = zone(NUMBER)
    known_as("learner_card", text, scanned(text))
    at = scanned(text)
    answer = commuting.post(f"{at}decision/", {"outcome": "admitted"})
    assert answer.status_code == 400
    assert not answer.context["page"].brief
    assert b"Nothing was recorded" in answer.content


def test_one_key_ends_it_where_it_was_pressed(commuting: Client, scanned: Scanned) -> None:
    text = zone(NUMBER)
    known_as("learner_card", text, scanned(text))
    at = scanned(text)
    ended = commuting.post("/desk/commuters/", {"inspection": at.split("/")[-2]})
    assert ended["Location"] == at
    page = look(commuting, at)
    assert not (page.brief)
    assert not (page.commuters)
    assert commuting.post(f"{at}decision/", sent(page))["Location"] == "/desk/"


def test_it_is_hers_alone_and_incomplete_words_change_nothing(commuting: Client) -> None:
    answer = commuting.post("/desk/commuters/", {"inspection": "nobody"})
    assert answer["Location"] == "/desk/"
    assert "End commuters" in commuting.get("/desk/").content.decode()
    other = signed_in(person("primary_officer", "MSB"))
    assert "End commuters" not in other.get("/desk/").content.decode()
    keeper = signed_in(person("system_administrator"))
    assert keeper.post("/desk/commuters/", {"on": "on"}).status_code in {403, 404}
