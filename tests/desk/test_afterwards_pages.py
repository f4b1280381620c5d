"""Undo, correct, the notice of a refusal and its review, as pages."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client

from moeli.crossings.afterwards.models import Correction
from moeli.crossings.models import Crossing, Decision
from moeli.crossings.refusals.models import RefusalNotice, RefusalReview
from moeli.platform import clock
from tests.desk.conftest import CITIZEN, FOREIGN, Scan
from tests.signing_in import person, signed_in, still_there

pytestmark = pytest.mark.django_db


@pytest.fixture
def supervisor(db: None) -> Client:
    return signed_in(person("shift_supervisor", "MSB"))


def press(desk: Client, inspection: UUID, outcome: str, **given: str) -> Decision:
    sent = {"outcome": outcome, "key": str(uuid4()), **given}
    answer = desk.post(f"/desk/inspections/{inspection}/decision/", sent)
    assert answer.status_code == 302, answer.content.decode()
    return Decision.objects.get(inspection=inspection)


def said(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]  # Django's test answer


def test_the_desk_offers_to_undo_for_five_seconds(desk: Client, scan: Scan) -> None:
    decision = press(desk, scan(CITIZEN), "admitted")
    assert f"/desk/decisions/{decision.id}/undo/" in said(desk.get("/desk/"))
    with clock.standing_still(clock.now() + timedelta(seconds=6)):
        still_there(desk)
        assert "/undo/" not in said(desk.get("/desk/"))


def test_undone_the_same_document_lies_there_again(desk: Client, scan: Scan) -> None:
    decision = press(desk, scan(CITIZEN), "admitted")
    answer = desk.post(f"/desk/decisions/{decision.id}/undo/", follow=True)
    assert "THABANA" in said(answer)
    assert "Undone." in said(answer)
    assert Crossing.objects.standing().count() == 0
    (row,) = desk.get("/desk/").context["page"].recent
    assert (str(row.outcome), row.withdrawn) == ("Undone", True)
    assert desk.get("/desk/").context["page"].counts == ()


def test_too_late_is_one_sentence_on_the_desk(desk: Client, scan: Scan) -> None:
    decision = press(desk, scan(CITIZEN), "admitted")
    with clock.standing_still(clock.now() + timedelta(seconds=6)):
        still_there(desk)
        answer = desk.post(f"/desk/decisions/{decision.id}/undo/", follow=True)
    assert "can be undone for 5 seconds" in said(answer)
    assert Crossing.objects.standing().count() == 1


def test_a_supervisor_corrects_from_the_days_list(
    desk: Client, supervisor: Client, scan: Scan
) -> None:
    decision = press(desk, scan(CITIZEN), "admitted")
    address = f"/desk/decisions/{decision.id}/correct/"
    assert address not in said(desk.get("/desk/"))
    assert desk.get(address).status_code == 404
    assert address in said(supervisor.get("/desk/"))
    page = supervisor.get(address)
    assert "THABANA" not in said(page)
    key = page.context["form"].initial["key"]
    sent = {"outcome": "referred", "motive": "Wrong key", "key": key}
    assert "Corrected." in said(supervisor.post(address, sent, follow=True))
    assert Correction.objects.get().outcome == "referred"
    (count,) = desk.get("/desk/").context["page"].counts
    assert str(count.outcome) == "Referred"


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"outcome": "referred", "motive": ""}, "required"),
        ({"outcome": "refused", "motive": "Wrong key"}, "Choose the ground"),
        ({"outcome": "turned_back", "motive": "Wrong key"}, "valid choice"),
        ({"motive": "Wrong key"}, "required"),
    ],
)
def test_an_incomplete_correction_changes_nothing(
    desk: Client, supervisor: Client, scan: Scan, sent: dict[str, str], sentence: str
) -> None:
    decision = press(desk, scan(FOREIGN), "admitted")
    sent["key"] = str(uuid4())
    answer = supervisor.post(f"/desk/decisions/{decision.id}/correct/", sent)
    assert answer.status_code == 400
    assert sentence in said(answer)
    assert not Correction.objects.exists()


@pytest.fixture
def refused(desk: Client, scan: Scan) -> Decision:
    return press(desk, scan(FOREIGN), "refused", ground="no_permit")


def test_a_refusal_leads_to_its_notice_and_the_notice_is_a_file(
    desk: Client, refused: Decision
) -> None:
    page = desk.get(f"/desk/decisions/{refused.id}/refusal/")
    assert "Write and print the notice" in said(page)
    assert "MOKOENA" not in said(page)
    answer = desk.post(f"/desk/decisions/{refused.id}/refusal/write/", follow=True)
    pdf = b"".join(answer.streaming_content)
    assert pdf.startswith(b"%PDF-")
    assert "MOKOENA" not in answer["Content-Disposition"]
    desk.post(f"/desk/decisions/{refused.id}/refusal/write/")
    assert RefusalNotice.objects.count() == 1
    again = desk.get(f"/desk/decisions/{refused.id}/refusal/")
    assert "Print the notice again" in said(again)


def test_a_refusal_of_a_moment_ago_can_be_undone_until_it_is_written(
    desk: Client, refused: Decision
) -> None:
    page = f"/desk/decisions/{refused.id}/refusal/"
    assert "/undo/" in said(desk.get(page))
    desk.post(f"{page}write/")
    assert "/undo/" not in said(desk.get(page))
    answer = desk.post(f"/desk/decisions/{refused.id}/undo/", follow=True)
    assert "printed or opened on this decision already" in said(answer)


def test_a_review_goes_from_the_officer_to_a_supervisor(
    desk: Client, supervisor: Client, refused: Decision
) -> None:
    address = f"/desk/decisions/{refused.id}/refusal/"
    desk.post(f"{address}ask/")
    assert address in said(supervisor.get("/desk/"))
    assert "Your review" not in said(desk.get(address))
    assert "Your review" in said(supervisor.get(address))
    incomplete = supervisor.post(f"{address}review/", {"result": "upheld"})
    assert incomplete.status_code == 400
    sent = {"result": "set_aside", "motive": "The permit is valid"}
    assert "inspected anew" in said(supervisor.post(f"{address}review/", sent, follow=True))
    assert RefusalReview.objects.get().result == "set_aside"
    assert address not in said(supervisor.get("/desk/")).partition("Latest")[0]


def test_what_is_no_refusal_has_no_such_page(desk: Client, scan: Scan) -> None:
    decision = press(desk, scan(CITIZEN), "admitted")
    assert desk.get(f"/desk/decisions/{decision.id}/refusal/").status_code == 404
    assert desk.get(f"/desk/decisions/{decision.id}/refusal/notice/").status_code == 404


def test_turned_back_is_offered_first_and_asks_two_things(desk: Client, scan: Scan) -> None:
    press(desk, scan(CITIZEN, "exit"), "departed")
    inspection = scan(CITIZEN)
    first, *others = desk.get(f"/desk/inspections/{inspection}/").context["page"].further
    assert (first.outcome, bool(first.grounds), len(first.screenings)) == ("turned_back", True, 3)
    assert "handed_to_police" in [each.outcome for each in others]
    press(desk, inspection, "turned_back", ground="other_side_document", screening="accepted")
    assert Crossing.objects.standing().count() == 0


@pytest.mark.parametrize(
    "outcome", ["entry_withdrawn", "received_deportee", "handed_to_port_health"]
)
def test_every_other_outcome_is_a_press_behind_one_key(
    desk: Client, scan: Scan, outcome: str
) -> None:
    inspection = scan(FOREIGN)
    page = desk.get(f"/desk/inspections/{inspection}/").context["page"]
    assert outcome in [each.outcome for each in page.further]
    assert press(desk, inspection, outcome).outcome == outcome
    assert said(desk.get("/desk/")).count("Recorded.") == 1


def test_none_of_the_words_betrays_anybody(desk: Client, scan: Scan) -> None:
    press(desk, scan(CITIZEN, "exit"), "departed")
    page = said(desk.get(f"/desk/inspections/{scan(CITIZEN)}/")).lower()
    assert not [
        word
        for word in ("traffick", "victim", "alone", 'screening"')
        if word in page.replace('name="screening"', "")
    ]
