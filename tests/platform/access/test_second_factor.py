"""A second factor is led to, asked for, taken once, sealed at rest, and told to the journal."""

from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client

from moeli.platform import clock
from moeli.platform.access import rules, sealing, services, totp
from moeli.platform.access.actor import SYSTEM, Actor
from moeli.platform.access.models import FullSignIn, User
from moeli.platform.journal.models import Entry
from moeli.platform.keyring.models import DataKey
from tests.platform.access.conftest import (
    NOW,
    PASSWORD,
    SECRET,
    AddPerson,
    booth_client,
    code_now,
    sign_in,
    sign_in_fully,
    with_app,
)
from tests.refusals import refused
from tests.signing_in import still_there

pytestmark = pytest.mark.django_db
OWN, CODE = "/own/", "/sign-in/code/"


def code_page(client: Client, code: str) -> int:
    return client.post(CODE, {"code": code}).status_code


def verbs_of(person: User) -> list[str]:
    entries = Entry.objects.filter(subject=str(person.id)).order_by("sequence")
    return [verb for verb in entries.values_list("verb", flat=True) if "factor" in verb]


def shown_secret(client: Client) -> str:
    return str(client.get("/own/app/").context["form"].secret)


@pytest.mark.parametrize("address", ["/", "/desk/", "/ports/", "/password/x/", "/no/such/"])
def test_whoever_needs_a_second_factor_is_led_to_add_one_before_all_else(
    add: AddPerson, address: str
) -> None:
    add("lineo", "primary_officer", "MSB")
    client = booth_client()
    sign_in(client, "lineo")
    answer = client.get(address)
    assert answer.status_code == 404 or answer["Location"] == OWN
    assert "Add a second factor first" in client.get(OWN).content.decode()


def test_whoever_needs_none_goes_on(add: AddPerson) -> None:
    add("reader", "donor_reader", agency="partners")
    client = Client()
    sign_in(client, "reader")
    assert client.get("/").status_code == 200


def test_a_role_that_no_row_names_needs_one() -> None:
    assert rules.second_factor_needed(["a_new_role"], clock.today())
    assert not rules.second_factor_needed(["donor_reader"], clock.today())
    assert rules.second_factor_needed(["donor_reader", "auditor"], clock.today())
    assert not rules.second_factor_needed([], clock.today())


@pytest.mark.django_db(transaction=True)
def test_an_app_is_added_with_its_first_code_and_everything_opens(add: AddPerson) -> None:
    person, client = add("lineo", "primary_officer", "MSB"), booth_client()
    sign_in(client, "lineo")
    secret = shown_secret(client)
    answer = client.post("/own/app/", {"code": code_now(secret)})
    assert answer["Location"] == "/own/codes/"
    assert len(client.get("/own/codes/").context["unused_codes"]) == 10
    assert client.get("/").status_code == 200
    assert verbs_of(person) == ["access.factor_added", "access.factor_added"]
    assert FullSignIn.objects.filter(user=person).exists()


def test_the_square_stands_in_the_page_and_holds_the_secret(add: AddPerson) -> None:
    add("lineo", "primary_officer", "MSB")
    client = Client()
    sign_in(client, "lineo")
    page = client.get("/own/app/")
    text = page.content.decode()
    assert '<svg class="qr"' in text
    assert "data:image" not in text
    query = parse_qs(urlsplit(page.context["totp_url"]).query)
    assert (query["secret"], query["issuer"]) == ([page.context["form"].secret], ["Moeli"])


def test_a_wrong_first_code_adds_nothing(add: AddPerson) -> None:
    person, client = add("lineo", "primary_officer", "MSB"), Client()
    sign_in(client, "lineo")
    shown_secret(client)
    assert "wrong or was used" in client.post("/own/app/", {"code": "000000"}).content.decode()
    assert not Authenticator.objects.filter(user=person).exists()


def test_the_code_is_asked_for_after_the_password(add: AddPerson) -> None:
    person, client = with_app(add("lineo", "primary_officer", "MSB")), booth_client()
    assert client.post("/sign-in/", {"login": "lineo", "password": PASSWORD})["Location"] == CODE
    assert client.get("/").status_code == 302, "the password alone opens nothing"
    assert code_page(client, code_now()) == 302
    assert client.get("/").status_code == 200
    signed_in = Entry.objects.get(verb="access.signed_in")
    assert (signed_in.actor, signed_in.place) == (str(person.id), "MSB")
    assert verbs_of(person) == ["access.factor_used"]


def test_the_same_code_is_not_taken_twice(add: AddPerson) -> None:
    with_app(add("lineo", "primary_officer", "MSB"))
    first, second = booth_client(name="Desk 1"), booth_client(name="Desk 2")
    with clock.standing_still(NOW):
        sign_in(first, "lineo")
        assert code_page(first, code_now()) == 302
        sign_in(second, "lineo")
        assert code_page(second, code_now()) == 200
    with clock.standing_still(NOW + timedelta(seconds=30)):
        assert code_page(second, totp.code_at(SECRET, NOW)) == 200, "an earlier one neither"
        assert code_page(second, code_now()) == 302


def test_the_code_that_added_the_app_does_not_sign_in(add: AddPerson) -> None:
    add("lineo", "primary_officer", "MSB")
    with clock.standing_still(NOW):
        client = booth_client()
        sign_in(client, "lineo")
        secret = shown_secret(client)
        client.post("/own/app/", {"code": code_now(secret)})
        other = booth_client(name="Desk 2")
        sign_in(other, "lineo")
        assert code_page(other, code_now(secret)) == 200


@pytest.mark.parametrize("seconds", [-60, 60, 86_400, -86_400])
def test_a_code_of_another_time_is_refused(add: AddPerson, seconds: int) -> None:
    with_app(add("lineo", "primary_officer", "MSB"))
    client = booth_client()
    with clock.standing_still(NOW):
        sign_in(client, "lineo")
        late = totp.code_at(SECRET, NOW + timedelta(seconds=seconds))
        assert code_page(client, late) == 200


def test_five_wrong_codes_lock_this_person_at_this_booth_only(add: AddPerson) -> None:
    person = with_app(add("lineo", "primary_officer", "MSB"))
    here, there = booth_client(name="Desk 1"), booth_client(name="Desk 2")
    for client in (here, there):
        sign_in(client, "lineo")
    assert [code_page(here, "000000") for _ in range(5)] == [200] * 5
    assert "wrong too often" in here.post(CODE, {"code": code_now()}).content.decode()
    assert code_page(there, code_now()) == 302
    assert verbs_of(person) == ["access.factor_failed"] * 5 + ["access.factor_used"]


def test_the_lock_of_codes_ends_after_fifteen_minutes(add: AddPerson) -> None:
    with_app(add("lineo", "primary_officer", "MSB"))
    client = booth_client()
    with clock.standing_still(NOW):
        sign_in(client, "lineo")
        for _ in range(5):
            code_page(client, "000000")
    with clock.standing_still(NOW + timedelta(minutes=15)):
        assert code_page(client, code_now()) == 302


def test_setting_the_clock_back_opens_no_lock(add: AddPerson) -> None:
    with_app(add("lineo", "primary_officer", "MSB"))
    client = booth_client()
    with clock.standing_still(NOW):
        sign_in(client, "lineo")
        for _ in range(5):
            code_page(client, "000000")
    with clock.standing_still(NOW - timedelta(days=1)):
        assert code_page(client, code_now()) == 200


def test_a_recovery_code_opens_once(add: AddPerson) -> None:
    person, client = add("lineo", "primary_officer", "MSB"), booth_client()
    sign_in(client, "lineo")
    client.post("/own/app/", {"code": code_now(shown_secret(client))})
    code = client.get("/own/codes/").context["unused_codes"][0]
    assert set(client.get("/own/codes/").context["unused_codes"]) == {"****"}
    first, second = booth_client(name="Desk 2"), booth_client(name="Desk 3")
    for each, status in ((first, 302), (second, 200)):
        sign_in(each, "lineo")
        assert code_page(each, code) == status
    assert verbs_of(person)[-2:] == ["access.factor_used", "access.factor_failed"]


def test_neither_database_nor_session_yields_a_secret(
    add: AddPerson, transactional_db: None
) -> None:
    add("lineo", "primary_officer", "MSB")
    client = booth_client()
    sign_in(client, "lineo")
    secret = shown_secret(client)
    session = Session.objects.order_by("-expire_date").first()
    assert session
    assert secret not in str([each.get_decoded() for each in Session.objects.all()])
    client.post("/own/app/", {"code": code_now(secret)})
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in stored
    assert "sealed" not in stored
    if connection.vendor == "sqlite":
        name = Path(str(settings.DATABASES["default"]["TEST"]["NAME"]))
        held = b"".join(path.read_bytes() for path in name.parent.glob(f"{name.name}*"))
        assert secret.encode() not in held
    assert DataKey.objects.filter(scope="sign_in").exists()


def test_a_secret_moved_to_another_person_opens_nothing(add: AddPerson) -> None:
    lineo, tumelo = with_app(add("lineo")), with_app(add("tumelo"), "A" * 32)
    stolen = Authenticator.objects.get(user=tumelo).data
    Authenticator.objects.filter(user=lineo).update(data=stolen)
    client = booth_client()
    sign_in(client, "lineo")
    assert code_page(client, code_now("A" * 32)) == 200
    assert client.get("/").status_code == 302
    with refused("closed"):
        sealing.open_for(lineo.id, stolen["secret"])


def test_the_last_factor_of_whoever_needs_one_stays(add: AddPerson) -> None:
    person, client = with_app(add("lineo", "primary_officer", "MSB")), booth_client()
    sign_in_fully(client, person)
    page = client.post("/own/app/remove/").content.decode()
    assert "Add another one first" in page
    assert Authenticator.objects.filter(user=person, type="totp").exists()


def test_whoever_needs_none_may_remove_hers(add: AddPerson) -> None:
    person, client = with_app(add("reader", "donor_reader", agency="partners")), Client()
    sign_in_fully(client, person)
    assert client.post("/own/app/remove/")["Location"] == OWN
    assert not Authenticator.objects.filter(user=person).exists()
    assert verbs_of(person)[-1] == "access.factor_removed"


def test_after_five_minutes_something_grave_asks_again_and_by_the_factor(add: AddPerson) -> None:
    person, client = with_app(add("lineo", "primary_officer", "MSB")), booth_client()
    with clock.standing_still(NOW):
        sign_in_fully(client, person)
        assert client.get("/own/pin/").status_code == 200
    with clock.standing_still(NOW + timedelta(minutes=4, seconds=59)):
        assert client.get("/own/keys/add/").status_code == 200
    with clock.standing_still(NOW + timedelta(minutes=5)):
        client.get("/own/")
        asked = client.get("/own/pin/")
        assert asked["Location"] == "/confirm/?next=%2Fown%2Fpin%2F"
        assert client.get(asked["Location"])["Location"].startswith("/confirm/code/")
        on = client.post("/confirm/code/?next=/own/pin/", {"code": code_now()})
        assert on["Location"] == "/own/pin/"
        assert client.get("/own/pin/").status_code == 200


def test_what_was_posted_before_confirming_is_kept_nowhere(
    add: AddPerson, administrator: Actor
) -> None:
    manager, user = User.objects.get(id=administrator.id), add("lineo")
    client = booth_client()
    with clock.standing_still(NOW):
        sign_in_fully(client, with_app(manager))
    with clock.standing_still(NOW + timedelta(minutes=4)):
        client.get("/")
    with clock.standing_still(NOW + timedelta(minutes=6)):
        posted = client.post(f"/people/{user.id}/password/", {"password": "canary of words"})
    assert posted["Location"].startswith("/confirm/")
    assert "canary" not in str([each.get_decoded() for each in Session.objects.all()])
    assert not Entry.objects.filter(verb="access.password_set").exists()


def test_an_administrator_removes_what_was_lost_and_its_sessions(
    add: AddPerson, administrator: Actor
) -> None:
    person, client = with_app(add("lineo", "primary_officer", "MSB")), booth_client()
    sign_in_fully(client, person)
    services.remove_factors(actor=administrator, person_id=person.id)
    assert client.get("/").status_code == 302
    sign_in(client, "lineo")
    assert client.get("/")["Location"] == OWN
    assert verbs_of(person)[-1] == "access.factors_taken"


def test_a_closed_account_with_a_code_pending_gets_no_further(add: AddPerson) -> None:
    person, client = with_app(add("lineo", "primary_officer", "MSB")), booth_client()
    sign_in(client, "lineo")
    services.disable_person(actor=SYSTEM, person_id=person.id)
    code_page(client, code_now())
    assert client.get("/").status_code == 302


def test_a_session_that_says_nothing_of_itself_is_none(add: AddPerson) -> None:
    client = Client()
    client.force_login(add("lineo"), backend="moeli.platform.access.backends.PersonBackend")
    assert client.get("/").status_code == 200
    session = client.session
    del session["moeli.sign_in"]
    session.save()
    assert client.get("/").status_code == 302
    still_there(client)
