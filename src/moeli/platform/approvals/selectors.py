"""What a person may see of approvals: what waits for her, what she asked, what was decided."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from moeli.platform import clock, node
from moeli.platform.access.actor import Actor
from moeli.platform.access.models import User
from moeli.platform.approvals.models import Approval, Voice
from moeli.platform.approvals.policies import DECIDING, seen
from moeli.platform.approvals.standing import Says, Standing, standing
from moeli.platform.errors import MoeliError, absent
from moeli.platform.journal.bodies import opened
from moeli.platform.journal.models import Entry
from moeli.platform.journal.services import reading

SHOWN = 50


@dataclass(frozen=True, slots=True)
class VoiceView:
    """What one person said and why; `motive` is "" when none was given or it was erased."""

    name: str
    says: Says
    said_at: datetime
    motive: str = ""


@dataclass(frozen=True, slots=True)
class ApprovalView:
    """One approval. `hers`: she asked; `to_decide`: it waits for her; `motive` only on its page."""

    id: UUID
    kind: str
    subject: str
    place: str
    needed: int
    granted: int
    asked_by: str
    asked_at: datetime
    expires_at: datetime
    used_at: datetime | None
    standing: Standing
    hers: bool
    to_decide: bool
    voices: tuple[VoiceView, ...]
    motive: str = ""
    denied_before: tuple[VoiceView, ...] = ()


def standing_of(approval: Approval) -> Standing:
    """Where `approval` stands now."""
    return standing(
        (voice.says for voice in approval.voices.all()),
        approval.needed,
        used=approval.used_at is not None,
        expires_at=approval.expires_at,
        now=clock.now(),
    )


def waiting_for(actor: Actor) -> list[ApprovalView]:
    """What waits for her decision, the first to run out on top."""
    rows = Approval.objects.with_voices().filter(
        DECIDING.rows(actor), used_at=None, expires_at__gt=clock.now(), node=node.current().id
    )
    hers = [row for row in rows.order_by("expires_at", "id") if _waits_for(actor, row)]
    return _views(actor, hers[:SHOWN])


def asked_by(actor: Actor) -> list[ApprovalView]:
    """What she asked, the latest first."""
    rows = Approval.objects.with_voices().filter(asked_by=actor.id).latest_first()
    return _views(actor, list(rows[:SHOWN]))


def decided(actor: Actor) -> list[ApprovalView]:
    """What no longer waits, denials included, the latest first."""
    rows = Approval.objects.with_voices().filter(seen(actor)).latest_first()[: 2 * SHOWN]
    over = [row for row in rows if standing_of(row) is not Standing.WAITING]
    return _views(actor, over[:SHOWN])


def approval(actor: Actor, approval_id: UUID) -> ApprovalView:
    """One approval with every motive, and the denials of the same thing before it; journaled.

    Raises MoeliError `absent`.
    """
    row = Approval.objects.with_voices().filter(seen(actor), id=approval_id).first()
    if row is None:
        raise absent()
    before = Voice.objects.filter(
        approval__kind=row.kind, approval__subject=row.subject, says=Says.DENIED
    ).exclude(approval=row)
    earlier = list(before.order_by("-said_at")[:SHOWN])
    voices = [*row.voices.all(), *earlier]
    with reading(actor=actor, purpose="approval:look", ids=[row.id], place=row.place):
        motives = _motives([row.entry, *(voice.entry for voice in voices)])
    names = _names([row.asked_by, *(voice.person for voice in voices)])
    return _view(actor, row, names, motives, earlier)


def of_subject(kind: str, subject: str) -> list[Approval]:
    """Every approval ever asked for this act on this subject, here, the latest first."""
    rows = Approval.objects.with_voices().filter(kind=kind, subject=subject)
    return list(rows.filter(node=node.current().id).latest_first())


def _waits_for(actor: Actor, row: Approval) -> bool:
    said = {voice.person for voice in row.voices.all()}
    concerned = {row.asked_by, *row.not_by, *said}
    return actor.id not in concerned and standing_of(row) is Standing.WAITING


def _views(actor: Actor, rows: list[Approval]) -> list[ApprovalView]:
    people = {row.asked_by for row in rows} | {v.person for row in rows for v in row.voices.all()}
    names = _names(people)
    return [_view(actor, row, names, {}, []) for row in rows]


def _view(
    actor: Actor,
    row: Approval,
    names: dict[str, str],
    motives: dict[UUID, str],
    earlier: Iterable[Voice],
) -> ApprovalView:
    voices = sorted(row.voices.all(), key=lambda voice: voice.said_at)
    return ApprovalView(
        id=row.id,
        kind=row.kind,
        subject=row.subject,
        place=row.place,
        needed=row.needed,
        granted=sum(voice.says == Says.GRANTED for voice in voices),
        asked_by=names.get(row.asked_by, ""),
        asked_at=row.asked_at,
        expires_at=row.expires_at,
        used_at=row.used_at,
        standing=standing_of(row),
        hers=row.asked_by == actor.id,
        to_decide=DECIDING.may(actor, row) and _waits_for(actor, row),
        voices=tuple(_voice(each, names, motives) for each in voices),
        motive=motives.get(row.entry, ""),
        denied_before=tuple(_voice(each, names, motives) for each in earlier),
    )


def _voice(voice: Voice, names: dict[str, str], motives: dict[UUID, str]) -> VoiceView:
    name, motive = names.get(voice.person, ""), motives.get(voice.entry, "")
    return VoiceView(name, Says(voice.says), voice.said_at, motive)


def _names(ids: Iterable[str]) -> dict[str, str]:
    """Names of our own staff; whoever has no account here stays without."""
    people = {UUID(id) for id in ids if _is_uuid(id)}
    return {str(key): user.name for key, user in User.objects.in_bulk(people).items()}


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _motives(entries: Iterable[UUID]) -> dict[UUID, str]:
    rows = Entry.objects.filter(id__in=list(entries)).select_related("body")
    return {row.id: _motive(row) for row in rows}


def _motive(row: Entry) -> str:
    try:
        (recorded,) = opened([row])
    except MoeliError:  # its key was shredded: what was decided stays, why is gone
        return ""
    return str(recorded.body.get("motive", ""))
