"""People, their roles and the booths, as those who manage them see them."""

from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models import Q

from moeli.platform import clock
from moeli.platform.access.actor import Actor
from moeli.platform.access.models import Badge, Booth, BoothInvitation, Grant, ShiftEnrolment, User
from moeli.platform.access.policies import BOOTHS, PEOPLE, SHIFTS
from moeli.platform.access.policy import require
from moeli.platform.errors import absent

SHOWN = 200


def people(actor: Actor, text: str = "") -> list[User]:
    """Accounts whose name or user name holds `text`, by name; the first 200."""
    require(actor, PEOPLE.action)
    found = User.objects.filter(Q(name__icontains=text) | Q(username__icontains=text))
    return list(found.order_by("name", "id")[:SHOWN])


def person(actor: Actor, person_id: UUID) -> User:
    """One account. Raises MoeliError `absent`."""
    require(actor, PEOPLE.action)
    found = User.objects.filter(id=person_id).first()
    if found is None:
        raise absent()
    return found


def grants(actor: Actor, person_id: UUID) -> list[Grant]:
    """All roles a person holds, held, or will hold; the latest first."""
    require(actor, PEOPLE.action)
    return list(Grant.objects.of(person_id).order_by("-first_day", "-id"))


def booths(actor: Actor) -> list[Booth]:
    """The booths where `actor` may enrol, by place and name, retired ones last."""
    require(actor, BOOTHS.action)
    return list(Booth.objects.filter(BOOTHS.rows(actor)).order_by("-retired_at", "place", "name"))


def invitation(token_hash: bytes) -> BoothInvitation:
    """What a link would enrol; whoever holds the link may know. Raises MoeliError `absent`."""
    found = BoothInvitation.objects.filter(token_hash=token_hash).first()
    if found is None:
        raise absent()
    return found


def badge(actor: Actor, person_id: UUID) -> Badge | None:
    """The badge a person holds; None when she holds none."""
    require(actor, PEOPLE.action)
    return Badge.objects.filter(user_id=person_id, revoked_at=None).first()


def has_second_factor(actor: Actor, person_id: UUID) -> bool:
    """Whether a person has an authenticator app or a key."""
    require(actor, PEOPLE.action)
    return bool(Authenticator.objects.filter(user_id=person_id).exists())


def shifts(actor: Actor) -> list[ShiftEnrolment]:
    """Who is let in for a shift now, at the places where `actor` may let somebody in."""
    require(actor, SHIFTS.action)
    now = clock.now()
    running = ShiftEnrolment.objects.filter(SHIFTS.rows(actor), ended_at=None, ends_at__gt=now)
    return list(running.select_related("user").order_by("ends_at", "id"))
