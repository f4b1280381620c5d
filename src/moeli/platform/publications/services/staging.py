"""Uploading what may be published one day. Whatever is wrong with it, it stays staged and said."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import translation

from moeli.platform import clock, node, room
from moeli.platform.access.actor import Actor
from moeli.platform.access.policy import require
from moeli.platform.errors import MoeliError, absent
from moeli.platform.ids import uuid7
from moeli.platform.journal.services import NewEntry, record
from moeli.platform.node import Role
from moeli.platform.publications import contents, judging
from moeli.platform.publications.errors import PublicationError
from moeli.platform.publications.models import Staged
from moeli.platform.publications.sealing import address
from moeli.platform.room import PublicationKind, PublicationProblem


def stage(
    *, actor: Actor, channel: str, content: bytes, effective_from: date | None = None
) -> Staged:
    """Upload `content` for `channel`, to hold from a legal day on, or from that of publishing.

    A bad content is staged all the same, with its problems, and never published; one that is too
    large is not kept. Raises MoeliError `absent`, `publication_bad_day` or
    `publication_only_headquarters`.
    """
    kind = known(channel)
    require(actor, kind.stage)
    check_headquarters()
    if effective_from is not None and effective_from < clock.today():
        raise MoeliError(PublicationError.BAD_DAY)
    found = judging.problems(kind, content, effective_from or clock.today())
    body = {
        "channel": channel,
        "sha256": address(content),
        "size": len(content),
        "kept": len(content) <= kind.largest,
        "effective_from": effective_from.isoformat() if effective_from else None,
        "problems": [_said(each) for each in found],
    }
    id = uuid7()
    with transaction.atomic():
        if body["kept"]:
            contents.keep(content)
        record(NewEntry(verb="publication.staged", actor=actor.id, subject=str(id), body=body))
    return Staged.objects.get(id=id)


def discard(*, actor: Actor, staged_id: UUID) -> None:
    """Throw an upload away; its content goes unless a version or another upload has the same.

    Raises MoeliError `absent`, `publication_already_published` or `publication_discarded`.
    """
    with transaction.atomic():
        staged = locked(staged_id)
        require(actor, known(staged.channel).stage)
        check_waits(staged)
        body = {"channel": staged.channel, "sha256": staged.sha256}
        subject = str(staged.id)
        record(NewEntry(verb="publication.discarded", actor=actor.id, subject=subject, body=body))


def known(channel: str) -> PublicationKind:
    """The kind that a room declared for `channel`. Raises MoeliError `absent`."""
    kind = room.publication_kind(channel)
    if kind is None:
        raise absent()
    return kind


def locked(staged_id: UUID) -> Staged:
    """The upload, locked. Raises MoeliError `absent`."""
    staged = Staged.objects.select_for_update().filter(id=staged_id).first()
    if staged is None:
        raise absent()
    return staged


def check_waits(staged: Staged) -> None:
    """Raises MoeliError when the upload was published or thrown away."""
    if staged.published_as:
        raise MoeliError(PublicationError.ALREADY_PUBLISHED)
    if staged.discarded_at:
        raise MoeliError(PublicationError.DISCARDED)


def check_headquarters() -> None:
    """Raises MoeliError at a post: it can never publish."""
    if node.current().role is Role.POST:
        raise MoeliError(PublicationError.ONLY_HEADQUARTERS)


def _said(problem: PublicationProblem) -> dict[str, str]:
    """The problem as JSON, its sentence in English: each reader translates it for herself."""
    with translation.override("en"):
        return {"code": problem.code, "sentence": str(problem.sentence), "where": problem.where}
