"""Identifications as officers see them: the list names nobody, the page is read journaled."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from moeli.crossings.identification import rules
from moeli.crossings.identification.models import Identification
from moeli.crossings.identification.policies import ASKING, CONFIRMING, DECIDING
from moeli.crossings.identification.sealing import answers_binding, read, voucher_binding
from moeli.crossings.identification.words import offered
from moeli.crossings.outcomes import Direction, Outcome
from moeli.platform import clock
from moeli.platform.access.actor import Actor
from moeli.platform.errors import absent
from moeli.platform.journal.services import reading
from moeli.platform.keyring import services as keyring

SHOWN = 30


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody who is being identified: no name. `word` is the second officer's."""

    id: UUID
    direction: Direction
    desk: str
    begun_at: datetime
    voucher: str
    word: str
    own: bool


@dataclass(frozen=True, slots=True)
class IdentificationView:
    """One identification; once it is over (decided or out of time), without the answers."""

    id: UUID
    place: str
    direction: Direction
    begun_at: datetime
    over: bool
    decided: bool
    answers: Mapping[str, str]
    voucher: str
    vouched_by: str
    word: str
    own: bool
    may_confirm: bool
    offered: tuple[Outcome, ...]


def waiting(actor: Actor, place: str) -> tuple[Waiting, ...]:
    """Who is being identified at `place`; nobody outside the actor's places."""
    since = clock.now() - rules.validity(clock.today())
    rows = Identification.objects.filter(ASKING.rows(actor)).waiting(place, since)
    return tuple(_waiting(actor, row) for row in rows[:SHOWN])


def identification_view(actor: Actor, identification_id: UUID) -> IdentificationView:
    """The identification, its answers while it is open (journaled). Raises MoeliError `absent`."""
    rows = Identification.objects.filter(ASKING.rows(actor))
    row = rows.filter(id=identification_id).first()
    if row is None:
        raise absent()
    if _over(row):
        return _view(actor, row, {}, "")
    with reading(actor=actor, purpose="identification", ids=[row.id], place=row.place):
        return _view(actor, row, *_told(row))


def _over(row: Identification) -> bool:
    validity = rules.validity(clock.legal_day(row.begun_at))
    return row.closed_at is not None or clock.now() - row.begun_at > validity


def _told(row: Identification) -> tuple[dict[str, str], str]:
    sealed = [(answers_binding(row), bytes(row.answers))]
    if row.voucher:
        sealed.append((voucher_binding(row), bytes(row.vouched_by)))
    texts = [read(text) for text in keyring.unseal_many(sealed)]
    return texts[0], texts[1]["by"] if row.voucher else ""


def _view(
    actor: Actor, row: Identification, answers: Mapping[str, str], vouched_by: str
) -> IdentificationView:
    own, direction = row.officer == actor.id, Direction(row.direction)
    may_decide = not _over(row) and DECIDING.may(actor, row)
    return IdentificationView(
        id=row.id,
        place=row.place,
        direction=direction,
        begun_at=row.begun_at,
        over=_over(row),
        decided=row.closed_at is not None,
        answers=answers,
        voucher=row.voucher,
        vouched_by=vouched_by,
        word=row.word,
        own=own,
        may_confirm=not own and not row.word and CONFIRMING.may(actor, row),
        offered=offered(direction, row.word) if may_decide else (),
    )


def _waiting(actor: Actor, row: Identification) -> Waiting:
    return Waiting(
        row.id,
        Direction(row.direction),
        row.desk,
        row.begun_at,
        row.voucher,
        row.word,
        row.officer == actor.id,
    )
