"""The supervisor's pages about alarms: a list without names, one opened, its answer."""

import gzip
from uuid import UUID

import pytest
from django.test import Client

from moeli.crossings.presence.models import Alarm
from moeli.platform import node
from moeli.platform.access.models import User
from tests.platform.access.acts.crossings import alarm_at
from tests.signing_in import person, signed_in

pytestmark = pytest.mark.django_db
LONGEST = 60_000
ANSWER = {"answer": "explained", "motive": "The reader of the desk is broken"}


@pytest.fixture
def supervisor(db: None) -> User:
    return person("shift_supervisor", "MSB")


@pytest.fixture
def booth(supervisor: User) -> Client:
    return signed_in(supervisor)


@pytest.fixture
def alarm(db: None) -> Alarm:
    return alarm_at("MSB")


def test_without_alarms_the_page_says_how_they_come(booth: Client) -> None:
    page = booth.get("/desk/alarms/").content.decode()
    assert "No alarm waits" in page
    assert "once a minute" in page


def test_the_list_says_what_shows_and_names_no_officer(booth: Client, alarm: Alarm) -> None:
    page = booth.get("/desk/alarms/").content.decode()
    assert "1 documents were typed or pasted" in page
    assert "Maseru Bridge" in page
    assert alarm.officer not in page


def test_one_opened_says_on_which_threshold_it_rests(booth: Client, alarm: Alarm) -> None:
    page = booth.get(f"/desk/alarms/{alarm.id}/").content.decode()
    assert "House rule of Moeli" in page
    assert "not verified" in page
    assert "Does the reader of this desk work?" in page


def test_answered_it_leaves_the_list_of_those_that_wait(booth: Client, alarm: Alarm) -> None:
    answer = booth.post(f"/desk/alarms/{alarm.id}/answer/", ANSWER, follow=True)
    page = answer.content.decode()
    assert "Your answer is recorded." in page
    assert "No alarm waits" in page
    assert "Explained" in page


def test_an_answer_without_a_motive_says_so_and_keeps_the_choice(
    booth: Client, alarm: Alarm
) -> None:
    answer = booth.post(f"/desk/alarms/{alarm.id}/answer/", {"answer": "followed_up"})
    assert answer.status_code == 400
    assert 'value="followed_up" checked' in " ".join(answer.content.decode().split()) or (
        answer.context["form"]["answer"].value() == "followed_up"
    )
    assert Alarm.objects.get().answer == ""


def test_what_the_service_refuses_stands_at_its_field(booth: Client, alarm: Alarm) -> None:
    answer = booth.post(f"/desk/alarms/{alarm.id}/answer/", {**ANSWER, "motive": "  ok "})
    assert answer.status_code == 400
    assert "5 to 500 characters" in str(answer.context["form"].errors["motive"])


def test_of_two_supervisors_the_second_is_told(booth: Client, alarm: Alarm) -> None:
    booth.post(f"/desk/alarms/{alarm.id}/answer/", ANSWER)
    second = signed_in(person("shift_supervisor", "MSB"))
    answer = second.post(f"/desk/alarms/{alarm.id}/answer/", ANSWER)
    assert answer.status_code == 400
    assert "has explained this alarm already" in answer.content.decode()


def test_an_alarm_of_a_post_is_read_at_headquarters(alarm: Alarm) -> None:
    Alarm.objects.update(node=UUID(int=node.current().id.int + 1))
    page = signed_in(person("immigration_hq")).get(f"/desk/alarms/{alarm.id}/").content.decode()
    assert "answered there" in page
    assert "<textarea" not in page


@pytest.mark.parametrize(
    ("role", "place", "sees"),
    [
        ("primary_officer", "MSB", False),
        ("shift_supervisor", "MPB", False),
        ("shift_supervisor", "MSB", True),
        ("immigration_hq", "", True),
        ("auditor", "", True),
        ("system_administrator", "", False),
    ],
)
def test_who_opens_an_alarm(alarm: Alarm, role: str, place: str, *, sees: bool) -> None:
    answer = signed_in(person(role, place)).get(f"/desk/alarms/{alarm.id}/")
    assert answer.status_code == (200 if sees else 404)


def test_an_auditor_reads_and_does_not_answer(alarm: Alarm) -> None:
    auditor = signed_in(person("auditor"))
    assert "<textarea" not in auditor.get(f"/desk/alarms/{alarm.id}/").content.decode()
    assert auditor.post(f"/desk/alarms/{alarm.id}/answer/", ANSWER).status_code == 404


def test_the_pages_are_light(booth: Client, alarm: Alarm) -> None:
    for address in ("/desk/alarms/", f"/desk/alarms/{alarm.id}/"):
        assert len(gzip.compress(booth.get(address).content)) < LONGEST
