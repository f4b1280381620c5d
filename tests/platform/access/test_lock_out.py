"""One wrong password never locks a hall: user and booth are counted together."""

import pytest
from axes.models import AccessAttempt
from django.test import Client

from moeli.platform.access import services
from moeli.platform.access.actor import Actor
from moeli.platform.journal.models import Entry
from tests.platform.access.conftest import AddPerson, booth_client, sign_in

pytestmark = pytest.mark.django_db
LOCKED, SIGNED_IN, WRONG = 429, 302, 200


def fail(client: Client, username: str, times: int) -> int:
    return [sign_in(client, username, "wrong") for _ in range(times)][-1]


def test_the_fifth_failure_locks_this_user_at_this_booth(add: AddPerson) -> None:
    add("lineo")
    booth = booth_client()
    assert fail(booth, "lineo", 4) == WRONG
    assert fail(booth, "lineo", 1) == LOCKED
    assert sign_in(booth, "lineo") == LOCKED


def test_others_at_the_booth_and_she_elsewhere_sign_in(add: AddPerson) -> None:
    add("lineo")
    add("tumelo")
    one, other = booth_client(name="Desk 1"), booth_client(name="Desk 2")
    fail(one, "lineo", 6)
    assert sign_in(one, "tumelo") == SIGNED_IN
    assert sign_in(other, "lineo") == SIGNED_IN


def test_a_hall_of_booths_behind_one_address_is_not_locked_by_one(add: AddPerson) -> None:
    names = [f"officer{number}" for number in range(6)]
    clients = [booth_client(name=f"Desk {number}") for number in range(6)]
    for name in names:
        add(name)
    fail(clients[0], names[0], 8)
    rest = zip(clients[1:], names[1:], strict=True)
    assert [sign_in(client, name) for client, name in rest] == [SIGNED_IN] * 5


def test_without_a_booth_the_address_counts(add: AddPerson) -> None:
    add("lineo")
    assert fail(Client(REMOTE_ADDR="10.0.0.9"), "lineo", 5) == LOCKED
    assert sign_in(Client(REMOTE_ADDR="10.0.0.9"), "lineo") == LOCKED
    assert sign_in(Client(REMOTE_ADDR="10.0.0.8"), "lineo") == SIGNED_IN


def test_a_forged_booth_cookie_is_no_booth(add: AddPerson) -> None:
    add("lineo")
    forged = Client(REMOTE_ADDR="10.0.0.9")
    for number in range(5):
        forged.cookies["moeli_booth"] = f"forged{number}"
        sign_in(forged, "lineo", "wrong")
    assert sign_in(forged, "lineo") == LOCKED


def test_an_administrator_unlocks_at_once(add: AddPerson, administrator: Actor) -> None:
    user, booth = add("lineo"), booth_client()
    fail(booth, "lineo", 5)
    assert services.unlock(actor=administrator, person_id=user.id) == 1
    assert sign_in(booth, "lineo") == SIGNED_IN


def test_what_somebody_typed_is_kept_nowhere(add: AddPerson) -> None:
    booth = booth_client()
    sign_in(booth, "MySecretPassword", "wrong")
    assert "mysecret" not in str(list(AccessAttempt.objects.values())).lower()


def test_the_page_says_how_long_and_what_to_do(add: AddPerson) -> None:
    add("lineo")
    booth = booth_client()
    fail(booth, "lineo", 5)
    page = booth.post("/sign-in/", {"login": "lineo", "password": "x"}).content.decode()
    assert "15 minutes" in page
    assert "lineo" not in page


@pytest.mark.parametrize("known", [True, False])
def test_a_failure_names_an_account_only_if_there_is_one(add: AddPerson, known: bool) -> None:
    user = add("lineo")
    sign_in(booth_client(), "lineo" if known else "nobody", "wrong")
    entry = Entry.objects.get(verb="access.sign_in_failed")
    assert entry.subject == (str(user.id) if known else "")
    assert entry.actor == "anonymous"


def test_signing_in_and_out_are_entries_of_the_booth(add: AddPerson) -> None:
    user, booth = add("lineo"), booth_client()
    sign_in(booth, "lineo")
    answer = booth.post("/sign-out/")
    assert "storage" in answer["Clear-Site-Data"]
    verbs = Entry.objects.filter(actor=str(user.id)).values_list("verb", "place")
    assert list(verbs.order_by("sequence")) == [
        ("access.signed_in", "MSB"),
        ("access.signed_out", "MSB"),
    ]


def test_nobody_signs_up() -> None:
    for address in ("/signup/", "/accounts/signup/", "/sign-up/", "/admin/"):
        assert Client().get(address).status_code == 404
