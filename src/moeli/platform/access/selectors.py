"""People, their roles and the booths, as those who manage them see them."""

from uuid import UUID

from django.db.models import Q

from moeli.platform.access.actor import Actor
from moeli.platform.access.models import Booth, BoothInvitation, Grant, User
from moeli.platform.access.policies import BOOTHS, PEOPLE
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
