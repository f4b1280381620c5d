"""Beginning an inspection with a picture: through the one service that opens any inspection."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from uuid import UUID

from django.db import transaction

from moeli.crossings.capture import NOT_TOLD, Capture, How
from moeli.crossings.captured import ByEye
from moeli.crossings.models import Inspection
from moeli.crossings.outcomes import Direction
from moeli.crossings.parties.models import PartyMember
from moeli.crossings.parties.services import scan_into_party
from moeli.crossings.services import open_by_hand, open_inspection
from moeli.documents.errors import DocumentError
from moeli.documents.models import Picture
from moeli.documents.reading import Place, Reading, changes, how_captured
from moeli.documents.sealing import reading_of
from moeli.documents.services.keeping import Desk
from moeli.documents.taken import fresh
from moeli.platform.access.actor import Actor
from moeli.platform.errors import MoeliError
from moeli.platform.journal.services import NewEntry, reading, record
from moeli.standards.icao9303 import split_zone

_REASON = "primary"
_LETTERS = frozenset("<0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What hands say of a picture: answers to doubtful characters, or whole lines instead.

    Lines that are those which were read say nothing; others are taken as they stand.
    """

    answers: Mapping[Place, str] = field(default_factory=dict)
    lines: str = ""


def inspect_picture(
    *, actor: Actor, desk: Desk, direction: Direction, picture_id: UUID, said: Said
) -> Inspection:
    """Open the inspection of the document in a picture, as it was read and as hands answered.

    The inspection names the picture's hash and says honestly how its zone came. Raises MoeliError
    `absent`, `picture_stale`, `doubt_answer`, or as `open_inspection`.
    """
    with transaction.atomic():
        zone, capture = _captured(actor, desk.place, picture_id, said)
        return open_inspection(
            actor=actor,
            place=desk.place,
            desk=desk.name,
            direction=direction,
            zone=zone,
            reason=_REASON,
            capture=capture,
        )


def picture_into_party(
    *, actor: Actor, place: str, party_id: UUID, picture_id: UUID, said: Said
) -> PartyMember:
    """As `inspect_picture`, of somebody of a party that is being scanned at `place`.

    Raises MoeliError also as `scan_into_party`.
    """
    with transaction.atomic():
        zone, capture = _captured(actor, place, picture_id, said)
        return scan_into_party(actor=actor, party_id=party_id, zone=zone, capture=capture)


def inspect_by_hand(
    *,
    actor: Actor,
    desk: Desk,
    direction: Direction,
    entered: ByEye,
    reason: str,
    picture_id: UUID | None = None,
) -> Inspection:
    """Open the inspection of a document copied by eye, with the picture that was taken of it.

    The picture makes it no less typed. Raises MoeliError `absent`, `picture_stale`, or as
    `open_by_hand`.
    """
    with transaction.atomic():
        image = NOT_TOLD
        if picture_id:
            picture = fresh(actor, desk.place, picture_id, locked=True)
            image = Capture(How.UNKNOWN, picture.taken_at, bytes(picture.sha256))
        return open_by_hand(
            actor=actor,
            place=desk.place,
            desk=desk.name,
            direction=direction,
            entered=entered,
            reason=reason,
            image=image,
        )


def _captured(actor: Actor, place: str, picture_id: UUID, said: Said) -> tuple[str, Capture]:
    """The zone, and how it came; what hands changed is an entry of its own."""
    picture = fresh(actor, place, picture_id, locked=True)
    with reading(actor=actor, purpose="picture", ids=[picture.id], place=picture.place):
        read = reading_of(picture)
    lines = _lines(read, said)
    _tell_changes(actor, picture, read, lines)
    capture = Capture(how_captured(read, lines), picture.taken_at, bytes(picture.sha256))
    return "\n".join(lines), capture


def _lines(read: Reading | None, said: Said) -> tuple[str, ...]:
    typed = split_zone(said.lines)
    if typed and (read is None or typed != read.lines):
        return typed
    if read is None:
        raise MoeliError(DocumentError.UNREADABLE_ZONE)
    if any(answer not in _LETTERS for answer in said.answers.values()):
        raise MoeliError(DocumentError.BAD_ANSWER)
    return read.with_answers(said.answers)


def _tell_changes(
    actor: Actor, picture: Picture, read: Reading | None, lines: tuple[str, ...]
) -> None:
    """Which characters hands gave: an entry of its own, from which the reader's makers learn."""
    differing = changes(read, lines)
    if how_captured(read, lines) is How.PHOTO_READ or picture.answers:
        return
    record(
        NewEntry(
            verb="picture.answered",
            actor=actor.id,
            subject=str(picture.id),
            place=picture.place,
            body={"changes": None if differing is None else [asdict(each) for each in differing]},
        )
    )
