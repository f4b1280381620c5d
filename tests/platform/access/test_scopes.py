"""A role holds from its first legal day to its last, at its place."""

from datetime import UTC, date, datetime, timedelta

import pytest

from moeli.platform import clock
from moeli.platform.access import services
from moeli.platform.access.actor import SYSTEM, actor_of
from moeli.platform.access.models import Grant, User
from tests.platform.access.conftest import NOW, AddPerson, acting
from tests.refusals import refused

pytestmark = pytest.mark.django_db
MIDNIGHT = datetime(2026, 11, 23, 22, 0, tzinfo=UTC)  # 24 November begins in Maseru


def granted(user: User, first: date, last: date | None = None, place: str = "MSB") -> Grant:
    return services.grant_role(
        actor=SYSTEM,
        person_id=user.id,
        role="primary_officer",
        place=place,
        first_day=first,
        last_day=last,
    )


@pytest.mark.parametrize(
    ("at", "holds"),
    [
        (MIDNIGHT - timedelta(seconds=1), False),
        (MIDNIGHT, True),
        (MIDNIGHT + timedelta(days=2, seconds=-1), True),
        (MIDNIGHT + timedelta(days=2), False),
    ],
)
def test_it_holds_on_its_days_by_the_clock_of_maseru(
    add: AddPerson, at: datetime, holds: bool
) -> None:
    user = add("lineo")
    granted(user, date(2026, 11, 24), date(2026, 11, 25))
    assert actor_of(user, at).may("inspection.open", "MSB") is holds


def test_it_holds_at_its_place_only(add: AddPerson) -> None:
    actor = acting(add("lineo", "primary_officer", "MSB"))
    assert actor.may("inspection.open", "MSB")
    assert not actor.may("inspection.open", "MPB")
    assert actor.places("inspection.open") == frozenset({"MSB"})
    assert actor.place == "MSB"


def test_two_places_are_two_grants(add: AddPerson) -> None:
    user = add("lineo", "primary_officer", "MSB")
    granted(user, clock.today(), place="MPB")
    assert acting(user).places("inspection.open") == frozenset({"MSB", "MPB"})


def test_taken_back_it_ends_at_once(add: AddPerson, administrator: object) -> None:
    user = add("lineo", "primary_officer", "MSB")
    services.revoke_grant(actor=SYSTEM, grant_id=Grant.objects.get(user=user).id)
    assert not acting(user).may("inspection.open")
    with refused("already_revoked"):
        services.revoke_grant(actor=SYSTEM, grant_id=Grant.objects.get(user=user).id)


def test_a_closed_account_may_nothing(add: AddPerson) -> None:
    user = add("lineo", "primary_officer", "MSB")
    services.disable_person(actor=SYSTEM, person_id=user.id)
    assert acting(user).grants == ()


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"role": "king"}, "unknown_role"),
        ({"role": "prosecutor"}, "wrong_agency"),
        ({"role": "list_owner", "place": "MSB"}, "not_by_place"),
        ({"place": "XYZ"}, "bad_place"),
        ({"last_day": date(2026, 11, 23)}, "bad_period"),
    ],
)
def test_a_grant_that_makes_no_sense_is_refused(
    add: AddPerson, wrong: dict[str, object], code: str
) -> None:
    right: dict[str, object] = {
        "role": "primary_officer",
        "place": "MSB",
        "first_day": date(2026, 11, 24),
    }
    with refused(code):
        services.grant_role(actor=SYSTEM, person_id=add("lineo").id, **right | wrong)  # type: ignore[arg-type]  # wrong on purpose
    assert Grant.objects.count() == 0


def test_the_same_role_twice_in_a_period_is_refused(add: AddPerson) -> None:
    user = add("lineo")
    granted(user, date(2026, 1, 1), date(2026, 6, 30))
    granted(user, date(2026, 7, 1))
    with refused("already_granted"):
        granted(user, date(2026, 6, 30), date(2026, 6, 30))


def test_nobody_gives_a_role_to_herself(add: AddPerson) -> None:
    user = add("administrator", "system_administrator")
    with refused("own_grant"):
        services.grant_role(
            actor=acting(user),
            person_id=user.id,
            role="primary_officer",
            place="MSB",
            first_day=NOW.date(),
        )
