"""Accounts: opened, closed, opened again, unlocked; each act an entry, no password in any."""

import pytest

from moeli.platform.access import services
from moeli.platform.access.actor import SYSTEM, Actor
from moeli.platform.access.models import User
from moeli.platform.journal.bodies import opened
from moeli.platform.journal.models import Entry
from moeli.platform.journal.verify import verify
from moeli.platform.room import verbs
from tests.platform.access.conftest import (
    PASSWORD,
    AddPerson,
    acting,
    booth_client,
    sign_in,
    sign_in_fully,
    with_app,
)
from tests.refusals import refused

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"username": "ab"}, "bad_username"),
        ({"username": "9lives"}, "bad_username"),
        ({"username": "a b c"}, "bad_username"),
        ({"username": "x" * 61}, "bad_username"),
        ({"name": " "}, "bad_name"),
        ({"name": "x" * 121}, "bad_name"),
        ({"agency": "circus"}, "unknown_agency"),
        ({"language": "xx"}, "unknown_language"),
        ({"password": "short"}, "weak_password"),
        ({"password": "password1234"}, "weak_password"),
    ],
)
def test_an_account_that_makes_no_sense_is_not_opened(wrong: dict[str, str], code: str) -> None:
    right = {"username": "lineo", "name": "Lineo", "agency": "immigration", "password": PASSWORD}
    with refused(code):
        services.add_person(actor=SYSTEM, **right | wrong)
    assert User.objects.count() == Entry.objects.count() == 0


def test_a_user_name_is_given_once(add: AddPerson) -> None:
    add("lineo")
    with refused("username_taken"):
        add(" LINEO ")


def test_no_entry_holds_a_password_or_its_hash(add: AddPerson, administrator: Actor) -> None:
    user = add("lineo")
    services.set_password(actor=administrator, person_id=user.id, password="another long river")
    told = str([each.body for each in opened(Entry.objects.select_related("body"))])
    assert "river" not in told
    assert User.objects.get(id=user.id).password not in told


def test_closing_an_account_ends_its_sessions_at_once(add: AddPerson, administrator: Actor) -> None:
    user = with_app(add("lineo", "primary_officer", "MSB"))
    client = booth_client()
    sign_in_fully(client, user)
    assert client.get("/").status_code == 200
    services.disable_person(actor=administrator, person_id=user.id)
    assert client.get("/").status_code == 302
    assert sign_in(client, "lineo") == 200
    services.enable_person(actor=administrator, person_id=user.id)
    assert client.get("/").status_code == 302, "the old session stays ended"
    assert sign_in(client, "lineo") == 302


def test_a_new_password_ends_the_old_sessions(add: AddPerson, administrator: Actor) -> None:
    user, client = add("lineo"), booth_client()
    sign_in(client, "lineo")
    services.set_password(actor=administrator, person_id=user.id, password="another long river")
    assert client.get("/").status_code == 302
    assert sign_in(client, "lineo", "another long river") == 302


def test_the_last_who_manages_people_stays(add: AddPerson) -> None:
    first = add("first", "system_administrator")
    with refused("last_administrator"):
        services.disable_person(actor=acting(first), person_id=first.id)
    second = add("second", "system_administrator")
    services.disable_person(actor=acting(second), person_id=first.id)
    with refused("last_administrator"):
        services.disable_person(actor=SYSTEM, person_id=second.id)


def test_what_is_closed_cannot_be_closed_again(add: AddPerson) -> None:
    user = add("lineo")
    services.disable_person(actor=SYSTEM, person_id=user.id)
    with refused("already_disabled"):
        services.disable_person(actor=SYSTEM, person_id=user.id)
    services.enable_person(actor=SYSTEM, person_id=user.id)
    with refused("not_disabled"):
        services.enable_person(actor=SYSTEM, person_id=user.id)


def test_every_act_is_an_entry_and_projects_to_the_same_rows(
    add: AddPerson, administrator: Actor
) -> None:
    user = add("lineo", "primary_officer", "MSB")
    services.disable_person(actor=administrator, person_id=user.id)
    before = list(User.objects.order_by("id").values("id", "username", "is_active", "disabled_at"))
    for recorded in opened(Entry.objects.in_order().select_related("body")):
        project = verbs()[recorded.verb].project
        if project:
            project(recorded)
    again = list(User.objects.order_by("id").values("id", "username", "is_active", "disabled_at"))
    assert again == before
    assert verify().sound
