"""Taking a version that came from headquarters: believed only by its signature and its place."""

from django.db import transaction

from moeli.platform import node, room
from moeli.platform.access.actor import SYSTEM
from moeli.platform.errors import MoeliError
from moeli.platform.journal.services import NewEntry, record
from moeli.platform.publications import bundles, contents
from moeli.platform.publications.bundles import Bundle
from moeli.platform.publications.errors import PublicationError
from moeli.platform.publications.models import Channel, Version
from moeli.platform.publications.statement import genesis


def accept(*, bundle: bytes, trusted_key: bytes, known_number: int | None) -> Version:
    """Take the next version of a channel from `bundle`, signed by headquarters' `trusted_key`.

    `known_number` is the highest number that the caller remembers for this channel besides this
    database, None when it remembers none: an older version that is not held here is refused. A
    version already held changes nothing and is returned. Raises MoeliError
    `publication_unreadable`, `_forged`, `_unknown_channel`, `_gap`, `_fork` or `_older`; then the
    last good version stays in force.
    """
    received = bundles.from_bytes(bundle)
    version = received.version
    if not received.is_sound(trusted_key) or bytes(version.public_key) != trusted_key:
        raise MoeliError(PublicationError.FORGED)
    if room.publication_kind(version.channel) is None:
        raise MoeliError(PublicationError.UNKNOWN_CHANNEL)
    with transaction.atomic():
        head = _locked_head(version.channel)
        held = Version.objects.of(version.channel).filter(number=version.number).first()
        if held is None:
            _check_follows(received, head, known_number)
            _take(received)
        elif bytes(held.digest) != bytes(version.digest):
            raise MoeliError(PublicationError.FORK, number=version.number)
    return Version.objects.of(version.channel).get(number=version.number)


def _locked_head(channel: str) -> Channel:
    start = {"number": 0, "digest": genesis(channel)}
    Channel.objects.get_or_create(code=channel, defaults=start)
    return Channel.objects.select_for_update().get(code=channel)


def _check_follows(received: Bundle, head: Channel, known_number: int | None) -> None:
    number = received.version.number
    if known_number is not None and number <= known_number:
        raise MoeliError(PublicationError.OLDER, number=number, known=known_number)
    if number != head.number + 1:
        raise MoeliError(PublicationError.GAP, number=number, expected=head.number + 1)
    if bytes(received.version.previous) != bytes(head.digest):
        raise MoeliError(PublicationError.FORK, number=number)


def _take(received: Bundle) -> None:
    version = received.version
    contents.keep(received.content)
    record(
        NewEntry(
            verb="publication.accepted",
            actor=SYSTEM.id,
            subject=str(version.id),
            place=node.current().place,
            body=bundles.described(version),
        )
    )
