"""Which posts have and know a version; people are counted only as `coarse` allows."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from moeli.platform import clock, room
from moeli.platform.access import places, roles
from moeli.platform.access.actor import Actor
from moeli.platform.access.models import Grant
from moeli.platform.access.policy import require
from moeli.platform.publications.coarse import Share, share
from moeli.platform.publications.models import Acknowledgement, Reception, Version
from moeli.platform.publications.policies import ACKNOWLEDGING, READING


@dataclass(frozen=True, slots=True)
class PostCoverage:
    """One post: when it received the version, when it acknowledged, and its officers' share."""

    place: str
    received_at: datetime | None
    acknowledged_at: datetime | None
    officers: Share | None


def coverage(actor: Actor, version: Version) -> list[PostCoverage]:
    """Every known place, in the order of their owner; `officers` None where nobody is asked.

    Raises MoeliError `absent`.
    """
    require(actor, READING.action)
    received = _first(
        Reception.objects.filter(version=version.id).values_list("place", "received_at")
    )
    said = Acknowledgement.objects.filter(version=version.id)
    posts = _first(said.filter(for_post=True).values_list("place", "acknowledged_at"))
    officers = _officers(version)
    return [
        PostCoverage(place, received.get(place), posts.get(place), officers.get(place))
        for place in places.known_places()
    ]


def _first(rows: Iterable[tuple[str, datetime]]) -> dict[str, datetime]:
    found: dict[str, datetime] = {}
    for place, moment in rows:
        found[place] = min(moment, found.get(place, moment))
    return found


def _officers(version: Version) -> dict[str, Share]:
    kind = room.publication_kind(version.channel)
    if kind is None or not kind.officers_acknowledge:
        return {}
    expected = _expected()
    known = _known(version)
    counts = Counter(place for person, place in expected if person in known)
    return {
        place: share(counts[place], total)
        for place, total in Counter(place for _person, place in expected).items()
    }


def _expected() -> set[tuple[str, str]]:
    """Each person with each post where she has a role that acknowledges."""
    asked = [id for id, role in roles.roles().items() if ACKNOWLEDGING.action in role.actions]
    grants = Grant.objects.in_force(clock.now()).filter(role__in=asked, user__is_active=True)
    return {
        (str(user), place)
        for user, place in grants.exclude(place="").values_list("user_id", "place")
    }


def _known(version: Version) -> set[str]:
    said = Acknowledgement.objects.filter(version=version.id, for_post=False)
    return set(said.values_list("person", flat=True))
