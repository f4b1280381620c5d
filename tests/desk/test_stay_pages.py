"""Document, stay and questions at the desk's pages, and what may be added to them."""

from datetime import date, timedelta

import pytest
from django.test import Client

from moeli.crossings.asked.models import Asked
from moeli.crossings.declared.models import DeclaredStamp
from moeli.crossings.models import Decision
from moeli.crossings.permits.models import Permit
from moeli.desk.presenters.stay import day_text
from moeli.platform import clock
from tests.crossings.parties.conftest import zone
from tests.desk.conftest import CITIZEN, FOREIGN, Scan
from tests.signing_in import person, signed_in

pytestmark = pytest.mark.django_db
BEGUN = clock.today() - timedelta(days=100)
BEFORE = BEGUN - timedelta(days=1)
ENDS = clock.today() + timedelta(days=300)
PERMIT = {
    "kind": "residence_permit",
    "number": "R 4711",
    "valid_from": f"{BEGUN:%d/%m/%Y}",
    "valid_to": f"{ENDS:%d/%m/%Y}",
    "origin": "seen",
}


@pytest.fixture
def supervisor(db: None) -> Client:
    """The browser of a shift supervisor at the same port."""
    return signed_in(person("shift_supervisor", "MSB"))


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_a_visitor_is_shown_days_rule_and_where_it_could_not_be_read(
    desk: Client, scan: Scan
) -> None:
    shown = page(desk, f"/desk/inspections/{scan(FOREIGN)}/")
    for expected in ("90 days left", "0 of 90 used", "Accepted", "legal text not verified"):
        assert expected in shown
    assert "instrument not verified" in shown
    last = clock.today() + timedelta(days=89)
    assert f"Last day: {last.day} " in shown


def test_a_citizen_is_shown_no_days_and_no_refusal(desk: Client, scan: Scan) -> None:
    shown = page(desk, f"/desk/inspections/{scan(CITIZEN)}/")
    assert "Citizen: no days are counted" in shown
    assert "days left" not in shown
    assert "<kbd>F9</kbd>" not in shown
    assert "Questions" not in shown.replace('aria-label="Questions"', "")


def test_a_permit_is_recorded_and_the_stay_follows_it(desk: Client, scan: Scan) -> None:
    inspection = f"/desk/inspections/{scan(FOREIGN)}/"
    assert "None is recorded for this document yet." in page(desk, f"{inspection}permits/")
    assert desk.post(f"{inspection}permits/", PERMIT).status_code == 302
    shown = page(desk, f"{inspection}permits/")
    assert "R 4711" in shown
    assert "Withdraw" not in shown
    shown = page(desk, inspection)
    assert f"Until {day_text(ENDS)}" in shown
    assert f"Residence permit, until {day_text(ENDS)}" in shown
    assert "R 4711" not in shown


def test_a_permit_that_has_ended_is_named_with_its_last_day(desk: Client, scan: Scan) -> None:
    inspection = f"/desk/inspections/{scan(FOREIGN, 'exit')}/"
    yesterday = clock.today() - timedelta(days=1)
    ended = {"valid_from": f"{BEGUN:%d/%m/%Y}", "valid_to": f"{yesterday:%d/%m/%Y}"}
    desk.post(f"{inspection}permits/", PERMIT | ended)
    came = {"direction": "entry", "place": "MPB", "day": f"{yesterday:%d/%m/%Y}", "number": ""}
    desk.post(f"{inspection}stamp/", came)
    shown, day = page(desk, inspection), day_text(yesterday)
    assert f"Residence permit, ended {day}" in shown
    assert f"<strong>Ended {day}</strong>" in shown
    assert "Look for a newer one" in shown


def test_a_permit_without_an_end_says_so(desk: Client, scan: Scan) -> None:
    inspection = f"/desk/inspections/{scan(FOREIGN)}/"
    desk.post(f"{inspection}permits/", PERMIT | {"kind": "indefinite_permit", "valid_to": ""})
    assert "Indefinite permit, no last day" in page(desk, inspection)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (
            {"valid_to": f"{BEFORE:%d/%m/%Y}"},
            "The last day comes before the first",
        ),
        ({"valid_to": ""}, "The last day comes before the first"),
        ({"kind": "special_permit"}, "Choose a kind of permit"),
        ({"kind": "love_letter"}, "Select a valid choice"),
        ({"number": ""}, "This field is required"),
        ({"valid_from": "yesterday"}, "Enter a valid date"),
    ],
)
def test_what_cannot_be_a_permit_is_said_at_its_field(
    desk: Client, scan: Scan, changed: dict[str, str], said: str
) -> None:
    answer = desk.post(f"/desk/inspections/{scan(FOREIGN)}/permits/", PERMIT | changed)
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert not Permit.objects.exists()


def test_a_supervisor_withdraws_a_permit(desk: Client, supervisor: Client, scan: Scan) -> None:
    inspection = f"/desk/inspections/{scan(FOREIGN)}/"
    desk.post(f"{inspection}permits/", PERMIT)
    permit = Permit.objects.get()
    sent = {"row": permit.id, "because": "mistake"}
    assert desk.post(f"{inspection}permits/withdraw/", sent).status_code == 404
    assert "Withdraw" in page(supervisor, f"{inspection}permits/")
    answer = supervisor.post(f"{inspection}permits/withdraw/", {"row": permit.id}, follow=True)
    assert "arrived incomplete" in answer.content.decode()
    supervisor.post(f"{inspection}permits/withdraw/", sent)
    assert Permit.objects.get().withdrawn_because == "mistake"
    assert supervisor.post(f"{inspection}permits/withdraw/", sent).status_code == 409


def test_a_stamp_that_was_seen_counts_the_days(desk: Client, scan: Scan) -> None:
    inspection = f"/desk/inspections/{scan(FOREIGN, 'exit')}/"
    assert "No entry is recorded" in page(desk, inspection)
    assert "Last stamp seen" in page(desk, f"{inspection}stamp/")
    day = clock.today() - timedelta(days=9)
    sent = {"direction": "entry", "place": "MPB", "day": f"{day:%d/%m/%Y}", "number": "17"}
    assert desk.post(f"{inspection}stamp/", sent).status_code == 302
    shown = page(desk, inspection)
    assert "10 of 90 used" in shown
    assert "80 days left" in shown
    ahead = f"{clock.today() + timedelta(days=1):%d/%m/%Y}"
    answer = desk.post(f"{inspection}stamp/", sent | {"day": ahead})
    assert answer.status_code == 400
    assert "lies ahead" in answer.content.decode()
    assert DeclaredStamp.objects.count() == 1


def test_a_stay_that_is_too_long_is_to_be_checked_and_no_more_while_ports_are_not_live(
    desk: Client, scan: Scan
) -> None:
    inspection = f"/desk/inspections/{scan(FOREIGN, 'exit')}/"
    day = clock.today() - timedelta(days=99)
    sent = {"direction": "entry", "place": "MPB", "day": f"{day:%d/%m/%Y}", "number": ""}
    desk.post(f"{inspection}stamp/", sent)
    shown = page(desk, inspection)
    assert "10 days too long" in shown
    assert "To be checked" in shown
    assert "a missing record proves nothing" in shown
    assert "Stay exceeded" not in shown


def test_questions_follow_the_class_and_their_answers_come_back(desk: Client, scan: Scan) -> None:
    inspection = f"/desk/inspections/{scan(FOREIGN)}/"
    shown = page(desk, f"{inspection}questions/")
    assert "Purpose of the journey" in shown
    assert "Employer" not in shown
    worker = f"{inspection}questions/?traveller=worker"
    assert "Employer" in page(desk, worker)
    answer = desk.post(worker, {"employer": "Mine of nowhere", "purpose": "work"})
    assert answer.status_code == 302
    shown = page(desk, inspection)
    assert "Mine of nowhere" in shown
    assert "Worker" in shown
    assert 'value="Mine of nowhere"' in page(desk, f"{inspection}questions/")
    assert b"nowhere" not in bytes(Asked.objects.get().answers)


def test_a_commuter_is_asked_nothing(desk: Client, scan: Scan) -> None:
    inspection = f"/desk/inspections/{scan(CITIZEN)}/"
    for traveller in ("citizen", "miner", "learner", "frequent", "permit_holder"):
        shown = page(desk, f"{inspection}questions/?traveller={traveller}")
        assert 'type="text"' not in shown
    assert "Purpose of the journey" in page(desk, f"{inspection}questions/?traveller=visitor")


def test_an_answer_that_is_too_long_is_said(desk: Client, scan: Scan) -> None:
    address = f"/desk/inspections/{scan(FOREIGN)}/questions/"
    answer = desk.post(address, {"purpose": "x" * 121})
    assert answer.status_code == 400
    assert not Asked.objects.exists()


def test_who_does_not_want_to_be_sent_back_is_not_offered_refusal_and_the_screen_tells_nothing(
    desk: Client, scan: Scan
) -> None:
    inspection = f"/desk/inspections/{scan(FOREIGN)}/"
    assert "<kbd>F9</kbd>" in page(desk, inspection)
    desk.post(f"{inspection}questions/", {"protection": "on"})
    shown = page(desk, inspection)
    assert "<kbd>F9</kbd>" not in shown
    assert "Refer (R)" in shown
    assert "Act 16 of 1966, s. 38" in shown
    for word in ("refugee", "asylum", "protection", "fear"):
        assert word not in shown.lower()
    sent = {
        "outcome": "refused",
        "ground": "no_permit",
        "key": "0198c0de-0000-7000-8000-000000000000",
    }
    assert desk.post(f"{inspection}decision/", sent).status_code == 409
    assert "<kbd>F9</kbd>" not in page(desk, f"/desk/inspections/{scan(FOREIGN)}/")
    assert not Decision.objects.exists()


def test_a_minor_who_leaves_is_asked_for_consent(desk: Client, scan: Scan) -> None:
    child = zone(3, date(clock.today().year - 9, 1, 1), state="LSO")
    inspection = f"/desk/inspections/{scan(child, 'exit')}/"
    assert "A minor: write down who goes along" in page(desk, inspection)
    sent = {"companion": "her aunt", "consent": "consent_letter"}
    assert desk.post(f"{inspection}questions/", sent).status_code == 302
    shown = page(desk, inspection)
    assert "A minor: write down" not in shown
    assert "Letter or affidavit of the absent parent" in shown


def test_once_the_inspection_is_over_its_pages_lead_back_to_it(desk: Client, scan: Scan) -> None:
    inspection = f"/desk/inspections/{scan(FOREIGN)}/"
    scan(CITIZEN)
    for name in ("permits", "stamp", "questions"):
        answer = desk.get(f"{inspection}{name}/")
        assert (answer.status_code, answer["Location"]) == (302, inspection)
    answer = desk.post(f"{inspection}permits/", PERMIT)
    assert answer.status_code == 302
    assert not Permit.objects.exists()


def test_at_another_port_the_pages_are_absent(desk: Client, scan: Scan) -> None:
    inspection = f"/desk/inspections/{scan(FOREIGN)}/"
    stranger = signed_in(person("primary_officer", "MPB"))
    for name in ("permits", "stamp", "questions"):
        assert stranger.get(f"{inspection}{name}/").status_code == 404
        assert stranger.post(f"{inspection}{name}/", PERMIT).status_code == 404
