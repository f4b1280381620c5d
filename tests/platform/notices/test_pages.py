"""The page of notices, the count in the head, and where one can be reached."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from moeli.platform import clock
from moeli.platform.access.actor import Actor
from moeli.platform.notices.models import Contact, Notice
from moeli.platform.notices.presenters import age
from moeli.platform.notices.services import acknowledge, raise_notice, settle_notice
from tests.platform.notices.conftest import GATE
from tests.signing_in import person, signed_in

pytestmark = pytest.mark.django_db
Holder = Callable[..., Actor]


@pytest.fixture
def supervisor() -> Client:
    return signed_in(person("shift_supervisor", "MSB"))


def raised(cause: str = "gate-1") -> Notice:
    raise_notice(kind=GATE.code, place="MSB", cause=cause)
    return Notice.objects.get(cause=cause)


def page(client: Client, address: str = "/notices/") -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_empty_page_says_where_one_will_be_told(supervisor: Client) -> None:
    assert "Nothing waits for you" in page(supervisor)
    assert "head-waiting" not in page(supervisor)


def test_sentence_place_and_age_are_shown_and_nothing_else(supervisor: Client) -> None:
    with clock.standing_still(clock.now() - timedelta(minutes=5)):
        raised("0192-secret-cause"), raised("0192-secret-cause")
    shown = page(supervisor)
    for words in (str(GATE.sentence), "Maseru Bridge", "for 5 minutes", "2 times"):
        assert words in shown
    assert "secret-cause" not in shown


def test_the_head_of_every_page_counts_what_waits(supervisor: Client) -> None:
    raised()
    assert 'title="1 notice waits"' in page(supervisor, "/")
    raised("gate-2")
    assert 'title="2 notices wait"' in page(supervisor, "/ports/")


def test_it_costs_one_query_and_none_for_roles_that_are_never_told(supervisor: Client) -> None:
    raised()
    assert asked(supervisor) == 1
    assert asked(signed_in(person("primary_officer", "MSB"))) == 0


def test_taking_it_on_moves_it_to_what_is_over(supervisor: Client) -> None:
    notice = raised()
    answer = supervisor.post(f"/notices/{notice.id}/acknowledge/", follow=True)
    shown = answer.content.decode()
    assert "You have taken it on" in shown
    assert "Nothing waits for you" in shown
    assert "Taken on" in shown
    assert "Lineo Fictional" in shown


def test_who_comes_second_is_told(supervisor: Client, holder: Holder) -> None:
    notice = raised()
    acknowledge(actor=holder("shift_supervisor", "MSB"), notice_id=notice.id)
    answer = supervisor.post(f"/notices/{notice.id}/acknowledge/", follow=True)
    assert "already taken this on" in answer.content.decode()


def test_what_settled_itself_says_so(supervisor: Client) -> None:
    raised()
    settle_notice(kind=GATE.code, cause="gate-1")
    assert "Settled" in page(supervisor)


@pytest.mark.parametrize("address", ["/notices/", "/notices/contact/"])
def test_without_the_action_there_is_no_page(address: str) -> None:
    assert signed_in(person("primary_officer", "MSB")).get(address).status_code == 404


def test_another_place_cannot_be_taken_on() -> None:
    notice = raised()
    elsewhere = signed_in(person("shift_supervisor", "MPB"))
    assert elsewhere.post(f"/notices/{notice.id}/acknowledge/").status_code == 404


def test_an_address_is_given_and_shown_again(supervisor: Client) -> None:
    given = {"mail": "lineo@office.example", "phone": "+266 5800 1234"}
    assert supervisor.post("/notices/contact/", given).status_code == 302
    assert "+26658001234" in page(supervisor, "/notices/contact/")


def test_a_wrong_number_is_said_at_its_field(supervisor: Client) -> None:
    answer = supervisor.post("/notices/contact/", {"mail": "", "phone": "58"})
    assert answer.status_code == 400
    assert "digits only after the plus" in answer.content.decode()
    assert not Contact.objects.exists()


@pytest.mark.parametrize(
    ("span", "told"),
    [
        (timedelta(days=-1), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=1), "for 1 minute"),
        (timedelta(minutes=59, seconds=59), "for 59 minutes"),
        (timedelta(hours=1), "for 1 hour"),
        (timedelta(hours=23, minutes=59), "for 23 hours"),
        (timedelta(days=1), "for 1 day"),
        (timedelta(days=40), "for 40 days"),
    ],
)
def test_an_age_is_told_in_one_unit(span: timedelta, told: str) -> None:
    assert age(span) == told


def asked(client: Client) -> int:
    page(client, "/")
    with CaptureQueriesContext(connection) as captured:
        page(client, "/")
    return sum("moeli_notices_notice" in each["sql"] for each in captured)
