"""The pages of one port: what stands on them, closing after a second look, the roster."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from moeli.platform import clock
from moeli.platform.access.models import User
from moeli.ports.models import Closure, RosterLine
from tests.signing_in import person, signed_in, still_there

pytestmark = pytest.mark.django_db

CLOSURE = {"reason": "snow", "begins_at": "25/11/2026 06:30", "expected_until": "", "note": "Ice"}


@pytest.fixture
def officer() -> User:
    return person("primary_officer", "SAP")


@pytest.fixture
def supervisor() -> Client:
    return signed_in(person("shift_supervisor", "SAP"))


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("hour", "word"), [(10, ">Open</span>"), (20, "Closed: outside its hours")]
)
def test_the_page_says_open_or_closed_in_a_word(officer: User, hour: int, word: str) -> None:
    with clock.standing_still(datetime(2027, 1, 5, hour, tzinfo=UTC)):
        assert word in text(still_there(signed_in(officer)), "/ports/SAP/")


def test_unknown_hours_are_not_called_open(officer: User) -> None:
    page = text(signed_in(officer), "/ports/PKB/")
    assert "Hours not found" in page
    assert ">Open</span>" not in page


def test_what_is_assumed_is_marked(officer: User) -> None:
    page = text(signed_in(officer), "/ports/MPB/")
    assert "Ficksburg Bridge" in page
    assert page.count("not verified") >= 4
    assert "Day and night" in page
    assert "a missing record proves nothing" in page


@pytest.mark.parametrize("address", ["XXX/", "XXX/close/", "MSB/close/", "MSB/roster/"])
def test_what_is_not_there_or_not_hers_is_absent(supervisor: Client, address: str) -> None:
    assert supervisor.get(f"/ports/{address}").status_code == 404


@pytest.mark.parametrize("address", ["close/", "reopen/", "roster/"])
def test_an_officer_finds_no_acts(officer: User, address: str) -> None:
    window = signed_in(officer)
    assert address not in text(window, "/ports/SAP/")
    assert window.post(f"/ports/SAP/{address}").status_code == 404


def test_a_port_is_closed_only_after_a_second_look(supervisor: Client) -> None:
    checked = supervisor.post("/ports/SAP/close/", CLOSURE)
    assert "Is everything right?" in checked.content.decode()
    assert not Closure.objects.exists()
    done = supervisor.post("/ports/SAP/close/", {**CLOSURE, "confirmed": "yes"}, follow=True)
    page = done.content.decode()
    assert "Closed by an event" in page
    assert "Snow – Ice" in page
    assert Closure.objects.get().begins_at == datetime(2026, 11, 25, 4, 30, tzinfo=UTC)


def test_what_was_typed_can_be_changed(supervisor: Client) -> None:
    again = supervisor.post("/ports/SAP/close/", {**CLOSURE, "change": "yes"})
    assert 'value="25/11/2026 06:30"' in again.content.decode()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"reason": ""}, "This field is required"),
        ({"expected_until": "25/11/2026 06:00"}, "before it closes"),
        ({"note": "x" * 201}, "200 characters"),
    ],
)
def test_a_bad_closure_says_why(supervisor: Client, changed: dict[str, str], sentence: str) -> None:
    answer = supervisor.post("/ports/SAP/close/", {**CLOSURE, **changed})
    assert answer.status_code == 400
    assert sentence in answer.content.decode()


def test_a_second_closure_is_refused_and_a_reopened_port_is_open(supervisor: Client) -> None:
    confirmed = {**CLOSURE, "confirmed": "yes"}
    supervisor.post("/ports/SAP/close/", confirmed)
    assert (
        "Reopen the port first" in supervisor.post("/ports/SAP/close/", confirmed).content.decode()
    )
    done = supervisor.post("/ports/SAP/reopen/", follow=True)
    assert "Closed by an event" not in done.content.decode()
    assert supervisor.post("/ports/SAP/reopen/").status_code == 409


def test_a_desk_is_staffed_and_the_line_taken_off(supervisor: Client, officer: User) -> None:
    line = {"desk": "Entry 1", "officer": str(officer.id), "starts": "06:00", "ends": "14:00"}
    assert "Nobody is on the roster" in text(supervisor, "/ports/SAP/roster/")
    page = supervisor.post("/ports/SAP/roster/", line, follow=True).content.decode()
    assert "1 desk staffed" in page
    busy = supervisor.post("/ports/SAP/roster/", {**line, "desk": "Entry 2"})
    assert (busy.status_code, "another desk" in busy.content.decode()) == (400, True)
    supervisor.post(f"/ports/SAP/roster/{RosterLine.objects.get().id}/off/")
    assert not RosterLine.objects.exists()
