"""No administrator becomes the person whom she helps: two hands, a wait, and somebody is told."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from moeli.platform import clock
from moeli.platform.access import services
from moeli.platform.access.actor import SYSTEM, Actor
from moeli.platform.access.models import AccountHelp, User
from moeli.platform.journal.bodies import opened
from moeli.platform.journal.models import Entry
from moeli.platform.notices.models import Notice
from moeli.platform.room import verbs
from tests.platform.access.conftest import (
    NOW,
    AddPerson,
    acting,
    booth_client,
    code_now,
    sign_in,
    with_app,
)
from tests.refusals import refused

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
NEW = "another long river"
Step = Callable[[Actor, User], None]


def give_password(by: Actor, person: User) -> None:
    services.set_password(actor=by, person_id=person.id, password=NEW)


def take_factors(by: Actor, person: User) -> None:
    services.remove_factors(actor=by, person_id=person.id)


@pytest.fixture
def second(add: AddPerson) -> Actor:
    return acting(add("second", "system_administrator"))


@pytest.fixture
def person(add: AddPerson) -> User:
    return with_app(add("lineo", "immigration_hq"))


@pytest.mark.parametrize("steps", [(give_password, take_factors), (take_factors, give_password)])
def test_one_administrator_does_one_of_the_two(
    administrator: Actor, second: Actor, person: User, steps: tuple[Step, Step]
) -> None:
    one, other = steps
    with clock.standing_still(NOW):
        one(administrator, person)
        one(administrator, person)
    with clock.standing_still(NOW + timedelta(days=7, seconds=-1)), refused("second_hand"):
        other(administrator, person)
    with clock.standing_still(NOW + timedelta(days=6)):
        other(second, person)


def test_after_the_days_she_may_and_the_command_line_always(
    administrator: Actor, person: User
) -> None:
    with clock.standing_still(NOW):
        give_password(administrator, person)
        give_password(SYSTEM, person)
        take_factors(SYSTEM, person)
    with clock.standing_still(NOW + timedelta(days=7)):
        take_factors(administrator, person)


def test_a_forgotten_password_alone_hinders_nobody(administrator: Actor, person: User) -> None:
    give_password(administrator, person)
    services.check_own_hands(acting(person))


def test_a_lost_phone_alone_hinders_nobody(administrator: Actor, person: User) -> None:
    take_factors(administrator, person)
    services.check_own_hands(acting(person))


def test_a_factor_added_on_the_password_of_another_decides_nothing(
    add: AddPerson, administrator: Actor, second: Actor
) -> None:
    person, client = add("lineo", "immigration_hq"), booth_client()
    give_password(administrator, person)
    sign_in(client, "lineo", NEW)
    secret = str(client.get("/own/app/").context["form"].secret)
    assert client.post("/own/app/", {"code": code_now(secret)}).status_code == 302
    with refused("new_hands"):
        services.check_own_hands(acting(person))
    take_factors(second, person)
    services.check_own_hands(acting(person))


def test_who_opens_an_account_does_not_decide_with_it(administrator: Actor) -> None:
    with clock.standing_still(NOW):
        person = services.add_person(
            actor=administrator, username="new", name="New", agency="immigration", password=NEW
        )
        with refused("new_hands"):
            services.check_own_hands(acting(person))
    with clock.standing_still(NOW + timedelta(days=7)):
        services.check_own_hands(acting(person))


def test_the_auditor_is_told_each_time(administrator: Actor, second: Actor, person: User) -> None:
    give_password(administrator, person)
    take_factors(second, person)
    told = Notice.objects.filter(role="auditor").values_list("kind", flat=True)
    assert set(told) == {"access.password_set", "access.factors_taken"}


def test_projected_again_the_rows_are_the_same(administrator: Actor, person: User) -> None:
    give_password(administrator, person)
    before = list(AccountHelp.objects.order_by("id").values())
    for recorded in opened(Entry.objects.in_order().select_related("body")):
        project = verbs()[recorded.verb].project
        if project:
            project(recorded)
    assert list(AccountHelp.objects.order_by("id").values()) == before
