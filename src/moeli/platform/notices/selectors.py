"""Notices as those who receive them see them."""

from uuid import UUID

from moeli.platform.access.actor import Actor
from moeli.platform.access.models import User
from moeli.platform.access.policy import require
from moeli.platform.notices.models import Contact, Notice
from moeli.platform.notices.policies import READING, receives_any, rows
from moeli.platform.notices.sealing import opened

SHOWN = 50


def waiting(actor: Actor) -> list[Notice]:
    """What waits for `actor`, the oldest first; the first 50."""
    require(actor, READING.action)
    found = Notice.objects.waiting().filter(rows(actor))
    return list(found.order_by("raised_at", "id")[:SHOWN])


def closed(actor: Actor) -> list[Notice]:
    """What was acknowledged or settled, the latest first; the last 50."""
    require(actor, READING.action)
    found = Notice.objects.closed().filter(rows(actor))
    return list(found.order_by("-last_raised_at", "-id")[:SHOWN])


def count_waiting(actor: Actor) -> int:
    """How many wait for `actor`: one query, and none for roles that no kind is for."""
    if not receives_any(actor):
        return 0
    return Notice.objects.waiting().filter(rows(actor)).count()


def names_of(notices: list[Notice]) -> dict[str, str]:
    """The names of the colleagues who acknowledged, by id."""
    ids = {UUID(each.acknowledged_by) for each in notices if each.acknowledged_by}
    found = User.objects.filter(id__in=ids).values_list("id", "name") if ids else ()
    return {str(id): name for id, name in found}


def own_contact(actor: Actor) -> dict[str, str]:
    """Where `actor` said she can be reached."""
    require(actor, READING.action)
    contact = Contact.objects.filter(person=UUID(actor.id)).first()
    return {field: opened(contact, field) if contact else "" for field in ("mail", "phone")}
