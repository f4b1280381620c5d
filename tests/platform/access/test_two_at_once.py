"""Two at the same moment: one code opens one session, guesses are all counted, one badge is one."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client, RequestFactory

from moeli.platform.access import drafts, services
from moeli.platform.access.actor import ANONYMOUS, SYSTEM
from moeli.platform.access.models import Badge, Draft, FailedProof
from moeli.platform.access.services.pins import badge_hash
from moeli.platform.errors import MoeliError
from moeli.platform.journal.verify import verify
from tests.platform.access.conftest import (
    PIN,
    AddPerson,
    acting,
    booth_client,
    booth_seen,
    code_now,
    with_app,
    with_badge_and_pin,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_engines]


def at_once(acts: Sequence[Callable[[], Any]]) -> list[Any]:
    """What each act gave, or the code of its refusal; all begin together, each in its thread."""
    start = Barrier(len(acts))

    def one(act: Callable[[], Any]) -> Any:
        start.wait()
        try:
            return act()
        except MoeliError as error:
            return error.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


def test_one_code_is_taken_once(add: AddPerson) -> None:
    person = with_app(add("lineo", "primary_officer", "MSB"))
    code = code_now()

    def try_it() -> bool:
        request = RequestFactory().post("/")
        return services.accept_code(request=request, person=person, code=code) is not None

    assert sorted(map(str, at_once([try_it] * 4))) == ["False", "False", "False", "True"]


def test_guesses_made_together_are_all_counted(add: AddPerson) -> None:
    person = with_badge_and_pin(add("lineo", "primary_officer", "MSB"))
    booth_client()
    booth = booth_seen()

    def guess() -> str:
        services.relieve(actor=ANONYMOUS, booth=booth, badge=badge_hash("BADGE-0001"), pin="918273")
        return "in"

    ended = at_once([guess] * 8)
    assert sorted(map(str, ended)) == ["no_relief"] * 5 + ["proof_locked"] * 3
    assert FailedProof.objects.filter(user=person).count() == 5
    assert verify().sound


def test_two_officers_at_two_booths_both_get_in(add: AddPerson) -> None:
    for number in (1, 2):
        with_badge_and_pin(add(f"officer{number}", "primary_officer", "MSB"), f"BADGE-000{number}")
    clients = [booth_client(name=f"Desk {number}") for number in (1, 2)]

    def relieve(client: Client, badge: str) -> int:
        return client.post("/relief/", {"badge": badge, "pin": PIN}).status_code

    acts = [
        lambda: relieve(clients[0], "BADGE-0001"),
        lambda: relieve(clients[1], "BADGE-0002"),
    ]
    assert at_once(acts) == [302, 302]
    assert [client.get("/desk/").status_code for client in clients] == [200, 200]


def test_two_officers_who_race_for_one_booth_leave_one_session(add: AddPerson) -> None:
    for number in (1, 2):
        with_badge_and_pin(add(f"officer{number}", "primary_officer", "MSB"), f"BADGE-000{number}")
    booth = booth_client()
    windows = []
    for _ in range(2):
        window = Client()
        window.cookies["moeli_booth"] = booth.cookies["moeli_booth"].value
        windows.append(window)
    acts = [
        lambda: windows[0].post("/relief/", {"badge": "BADGE-0001", "pin": PIN}).status_code,
        lambda: windows[1].post("/relief/", {"badge": "BADGE-0002", "pin": PIN}).status_code,
    ]
    assert at_once(acts) == [302, 302]
    ids = {window.get("/desk/").wsgi_request.actor.id for window in windows}  # type: ignore[attr-defined]
    assert len(ids) == 2, "each her own, never one in the other's"


def test_a_badge_given_to_two_at_once_has_one_holder(add: AddPerson) -> None:
    people = [add(f"officer{number}") for number in range(4)]
    acts = [
        lambda person=person: (
            services.issue_badge(actor=SYSTEM, person_id=person.id, number="BADGE-0001").user_id
        )
        for person in people
    ]
    ended = at_once(acts)
    assert [str(each) for each in ended].count("badge_taken") == 3
    assert Badge.objects.count() == 1


def test_a_draft_saved_twice_at_once_is_one_draft(add: AddPerson) -> None:
    actor = acting(add("lineo"))
    booth_client()
    booth = booth_seen()
    acts = [
        lambda text=text: drafts.keep(actor=actor, booth=booth, page="p", fields={"zone": text})
        for text in "abcd"
    ]
    at_once(acts)
    assert Draft.objects.count() == 1
    assert drafts.find(actor=actor, booth=booth, page="p")["zone"] in "abcd"
