"""The rows that the verbs of this room stand for; applied again, they change nothing.

Contents lie in the store before the entry that names their hash. Only this node's own entries
make or end uploads and versions: an entry from another node publishes nothing here, whatever it
says. Acknowledgements and receptions come from every node.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from moeli.platform import node
from moeli.platform.errors import MoeliError
from moeli.platform.publications.errors import PublicationError
from moeli.platform.publications.models import (
    Acknowledgement,
    Channel,
    Content,
    Reception,
    Staged,
    Version,
)
from moeli.platform.room import Recorded


def staged(recorded: Recorded) -> None:
    """The upload as it waits."""
    _only_here(recorded)
    body = recorded.body
    day = body["effective_from"]
    Staged.objects.get_or_create(
        id=UUID(recorded.subject),
        defaults={
            "channel": body["channel"],
            "content_id": body["sha256"] if body["kept"] else None,
            "sha256": body["sha256"],
            "size": body["size"],
            "effective_from": date.fromisoformat(day) if day else None,
            "problems": body["problems"],
            "staged_by": recorded.actor,
            "staged_at": recorded.occurred_at,
        },
    )


def discarded(recorded: Recorded) -> None:
    """The end of an upload; a content that nothing else names goes with it."""
    _only_here(recorded)
    row = Staged.objects.filter(id=UUID(recorded.subject), discarded_at=None).first()
    if row is None:
        return
    content = row.content_id
    Staged.objects.filter(id=row.id).update(discarded_at=recorded.occurred_at, content=None)
    named = Staged.objects.filter(content_id=content).exists()
    if content and not named and not Version.objects.filter(content_id=content).exists():
        Content.objects.filter(sha256=content).delete()


def published(recorded: Recorded) -> None:
    """The version, the new end of its channel, and the upload it came from."""
    _only_here(recorded)
    _add(recorded)
    if recorded.body.get("staged"):
        mine = Staged.objects.filter(id=UUID(recorded.body["staged"]), published_as=None)
        mine.update(published_as=UUID(recorded.subject))


def accepted(recorded: Recorded) -> None:
    """At the post that received it, the version; everywhere, that it was received there."""
    if recorded.node == node.current().id:
        _add(recorded)
    Reception.objects.get_or_create(
        version=UUID(recorded.subject),
        node=recorded.node,
        defaults={"place": recorded.place, "received_at": recorded.occurred_at},
    )


def acknowledged(recorded: Recorded) -> None:
    """A person's acknowledgement."""
    _acknowledge(recorded, for_post=False)


def acknowledged_for_post(recorded: Recorded) -> None:
    """A person's acknowledgement for her whole post."""
    _acknowledge(recorded, for_post=True)


def _acknowledge(recorded: Recorded, *, for_post: bool) -> None:
    post = {"place": recorded.place} if for_post else {}
    Acknowledgement.objects.get_or_create(
        version=UUID(recorded.subject),
        person=recorded.actor,
        for_post=for_post,
        **post,
        defaults={
            "node": recorded.node,
            "place": recorded.place,
            "acknowledged_at": recorded.occurred_at,
        },
    )


def _only_here(recorded: Recorded) -> None:
    if recorded.node != node.current().id:
        raise MoeliError(PublicationError.ONLY_HEADQUARTERS)


def _add(recorded: Recorded) -> None:
    version = version_of(recorded.subject, recorded.body)
    if Version.objects.filter(id=version.id).exists():
        return
    version.save(force_insert=True)
    Channel.objects.update_or_create(
        code=version.channel, defaults={"number": version.number, "digest": version.digest}
    )


def version_of(id: str, body: Any) -> Version:  # noqa: ANN401 -- JSON, as it lies in the body
    """The version that a signed description stands for."""
    version = Version(
        id=UUID(id),
        node=UUID(body["node"]),
        channel=body["channel"],
        number=body["number"],
        content_id=body["sha256"],
        effective_from=date.fromisoformat(body["effective_from"]),
        published_at=datetime.fromisoformat(body["published_at"]),
        restores=body["restores"],
        previous=bytes.fromhex(body["previous"]),
        signature=bytes.fromhex(body["signature"]),
        public_key=bytes.fromhex(body["public_key"]),
    )
    version.digest = version.statement().digest()
    return version
