"""Saying that one knows a version, for oneself or for one's post."""

from uuid import UUID

from django.db import transaction

from moeli.platform.access.actor import Actor
from moeli.platform.access.policy import require
from moeli.platform.errors import MoeliError, absent
from moeli.platform.journal.services import NewEntry, record
from moeli.platform.publications.errors import PublicationError
from moeli.platform.publications.models import Acknowledgement, Version
from moeli.platform.publications.policies import ACKNOWLEDGING, FOR_POST
from moeli.platform.publications.services.staging import known


def acknowledge(*, actor: Actor, version_id: UUID, for_post: bool = False) -> Acknowledgement:
    """Record that `actor` knows the version, or (`for_post`) that her whole post does.

    The acknowledgement belongs to the node where it is given and travels as a journal entry.
    Raises MoeliError `absent`, `publication_not_asked_to`, `publication_no_place` or
    `publication_already_acknowledged`.
    """
    require(actor, (FOR_POST if for_post else ACKNOWLEDGING).action, actor.place)
    version = Version.objects.filter(id=version_id).first()
    if version is None:
        raise absent()
    kind = known(version.channel)
    if not (kind.posts_acknowledge if for_post else kind.officers_acknowledge):
        raise MoeliError(PublicationError.NOT_ASKED_TO)
    if for_post and not actor.place:
        raise MoeliError(PublicationError.NO_PLACE)
    with transaction.atomic():
        _check_new(version_id, actor, for_post=for_post)
        record(
            NewEntry(
                verb=f"publication.acknowledged{'_for_post' if for_post else ''}",
                actor=actor.id,
                subject=str(version.id),
                place=actor.place,
                body={"channel": version.channel, "number": version.number},
            )
        )
    said = Acknowledgement.objects.filter(version=version_id, person=actor.id, for_post=for_post)
    return said.get(place=actor.place) if for_post else said.get()


def _check_new(version_id: UUID, actor: Actor, *, for_post: bool) -> None:
    said = Acknowledgement.objects.filter(version=version_id, for_post=for_post)
    hers = said.filter(place=actor.place) if for_post else said.filter(person=actor.id)
    if hers.exists():
        raise MoeliError(PublicationError.ALREADY_ACKNOWLEDGED)
