"""What is done with accounts, booths, badges and shifts."""

from uuid import UUID

from moeli.platform import clock
from moeli.platform.access import roles, selectors, services
from moeli.platform.access.actor import ANONYMOUS, SYSTEM, Actor, Scope
from moeli.platform.access.booths import EnrolledBooth
from moeli.platform.access.models import User
from moeli.platform.access.services.shifts import Proof
from moeli.platform.errors import MoeliError, absent
from moeli.platform.ids import uuid7
from tests.signing_in import person

HERE = "MSB"


def invite(actor: Actor, place: str) -> None:
    services.invite_booth(actor=actor, place=place, name=str(uuid7())[:30])


def enrolled(place: str) -> EnrolledBooth:
    link = services.invite_booth(actor=SYSTEM, place=place, name=str(uuid7())[:30])
    booth = services.enrol_booth(actor=ANONYMOUS, token=link.token).booth
    return EnrolledBooth(booth.id, booth.place, booth.name)


def an_officer(role: str = "primary_officer", place: str = HERE) -> User:
    return person(role, place if roles.roles()[role].by_place else "")


def proved(actor: Actor, second: User) -> tuple[Proof, Proof]:
    own = User() if actor.is_anonymous else User(id=UUID(actor.id))
    return Proof(own, clock.now()), Proof(second, clock.now())


def let_in_there(actor: Actor, place: str) -> None:
    services.enrol_for_shift(
        actor=actor,
        booth=enrolled(place),
        username=an_officer().username,
        badge=f"B-{uuid7()}",
        pin="492716",
        hours=8,
        proofs=proved(actor, an_officer(place=place)),
    )


def unlock_there(actor: Actor, place: str) -> None:
    services.unlock_together(
        actor=actor,
        booth=enrolled(place),
        username=an_officer(place=place).username,
        proofs=proved(actor, an_officer(place=place)),
    )


def second_there(actor: Actor, place: str) -> None:
    """Is the second person to a supervisor, by an account of the same role as the actor's."""
    if actor.is_anonymous:
        raise absent()
    role = actor.grants[0].role
    agency = min(roles.roles()[role].agencies)
    named = services.add_person(
        actor=SYSTEM,
        username=f"second.{User.objects.count()}",
        name="Palesa",
        agency=agency,
        password="a long river of words",
    )
    services.grant_role(
        actor=SYSTEM,
        person_id=named.id,
        role=role,
        place=actor.grants[0].place,
        first_day=clock.today(),
    )
    supervisor = Actor(
        str(uuid7()), grants=(Scope("shift_supervisor", "", frozenset({"shift.enrol"})),)
    )
    try:
        services.unlock_together(
            actor=supervisor,
            booth=enrolled(place),
            username=an_officer(place=place).username,
            proofs=proved(supervisor, named),
        )
    except MoeliError as error:
        raise absent() if error.code == "no_second_person" else error from error


def look_at_shifts(actor: Actor, place: str) -> None:
    selectors.shifts(actor)
    if place not in actor.places("shift.enrol"):
        raise absent()


def give_badge(actor: Actor, _place: str) -> None:
    services.issue_badge(actor=actor, person_id=an_officer().id, number=f"B-{uuid7()}")


def revoke_badge(actor: Actor, _place: str) -> None:
    badge = services.issue_badge(actor=SYSTEM, person_id=an_officer().id, number=f"B-{uuid7()}")
    services.revoke_badge(actor=actor, badge_id=badge.id)


def sign_another_out(actor: Actor, _place: str) -> None:
    services.end_sessions(actor=actor, person_id=an_officer().id)


def take_factors_away(actor: Actor, _place: str) -> None:
    services.remove_factors(actor=actor, person_id=an_officer().id)
