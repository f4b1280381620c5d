"""Publishing: another person approves exactly this content, then the node signs it."""

from datetime import date
from uuid import UUID

from django.db import transaction

from moeli.platform import clock, node
from moeli.platform.access.actor import Actor
from moeli.platform.access.policy import require
from moeli.platform.access.services import check_own_hands
from moeli.platform.approvals import services as approvals
from moeli.platform.approvals.models import Approval
from moeli.platform.errors import MoeliError, absent
from moeli.platform.ids import uuid7
from moeli.platform.journal.services import NewEntry, record
from moeli.platform.publications import bundles, judging, selectors
from moeli.platform.publications.errors import PublicationError
from moeli.platform.publications.models import Channel, Staged, Version
from moeli.platform.publications.services.staging import (
    check_headquarters,
    check_waits,
    known,
    locked,
)
from moeli.platform.publications.statement import genesis
from moeli.platform.room import PublicationKind


def propose(*, actor: Actor, staged_id: UUID, motive: str, override: str = "") -> Approval:
    """Ask another person to approve exactly this upload, against exactly the version now newest.

    What goes beyond the bounds of the channel needs an `override` that says why. The person who
    staged it may not approve, nor the one who asks. Raises MoeliError `absent`,
    `publication_flawed`, `publication_override_missing`, or as `approvals.ask`.
    """
    staged = Staged.objects.filter(id=staged_id).first()
    if staged is None:
        raise absent()
    kind = known(staged.channel)
    require(actor, kind.publish)
    check_waits(staged)
    _check_day(staged)
    if not selectors.is_sound(staged):
        raise MoeliError(PublicationError.FLAWED)
    if selectors.excesses(staged) and not override.strip():
        raise MoeliError(PublicationError.OVERRIDE_MISSING)
    return approvals.ask(
        actor=actor,
        kind=kind.approval,
        subject=selectors.approval_subject(staged),
        motive="\n\n".join(said for said in (motive.strip(), override.strip()) if motive.strip()),
        not_by=[staged.staged_by],
    )


def publish(*, actor: Actor, staged_id: UUID, approval_id: UUID) -> Version:
    """Publish what was approved: it comes into force on its first day without anybody's hand.

    The approval is used up in the same transaction. Raises MoeliError `absent`,
    `publication_day_passed`, `approval_another` when the content, its day, the newest version or
    what goes beyond the bounds differs from what was approved, or where the approval stands.
    """
    check_headquarters()
    with transaction.atomic():
        staged = _staged_in_locked_channel(staged_id)
        kind = known(staged.channel)
        require(actor, kind.publish)
        check_waits(staged)
        _check_day(staged)
        approvals.use(
            actor=actor,
            approval_id=approval_id,
            kind=kind.approval,
            subject=selectors.approval_subject(staged),
        )
        first_day = staged.effective_from or clock.today()
        version = _signed(staged.channel, staged.sha256, first_day)
        more = {"staged": str(staged.id), "approval": str(approval_id)}
        _record(actor, "publication.published", version, more)
    return Version.objects.get(id=version.id)


def ask_for_rollback(*, actor: Actor, channel: str, number: int, motive: str) -> Approval:
    """Ask another person to approve going back to `number`, where the channel demands it.

    Raises MoeliError `absent`, `publication_no_such_number`, `publication_no_longer_sound`, or as
    `approvals.ask`.
    """
    kind = known(channel)
    require(actor, kind.publish)
    if not kind.rollback_approval:
        raise absent()
    _earlier(kind, number)
    subject = selectors.rollback_subject(channel, number)
    return approvals.ask(actor=actor, kind=kind.rollback_approval, subject=subject, motive=motive)


def roll_back(
    *, actor: Actor, channel: str, number: int, motive: str, approval_id: UUID | None = None
) -> Version:
    """Put the content of version `number` back into force from today on, as a new version.

    One act, by one person, unless the channel demands an approval. What two people approved for a
    day to come is not overtaken: it follows once more, as a version of its own for its own day.
    Raises MoeliError `absent`, `publication_motive_missing`, `publication_no_such_number` (also for
    a version whose day has not come), `publication_no_longer_sound`, `publication_not_asked`.
    """
    kind = known(channel)
    require(actor, kind.publish)
    check_headquarters()
    check_own_hands(actor)
    if not motive.strip():
        raise MoeliError(PublicationError.MOTIVE_MISSING)
    if kind.rollback_approval and approval_id is None:
        raise MoeliError(PublicationError.NOT_ASKED)
    with transaction.atomic():
        _locked_channel(channel)
        earlier = _earlier(kind, number)
        if kind.rollback_approval and approval_id:
            approvals.use(
                actor=actor,
                approval_id=approval_id,
                kind=kind.rollback_approval,
                subject=selectors.rollback_subject(channel, number),
            )
        waiting = selectors.to_come(channel, clock.today())
        back = _restored(actor, earlier, clock.today(), motive)
        for each in waiting:
            _restored(actor, each, each.effective_from, motive)
    return Version.objects.get(id=back.id)


def _restored(actor: Actor, version: Version, first_day: date, motive: str) -> Version:
    again = _signed(version.channel, version.content_id, first_day, restores=version.number)
    _record(actor, "publication.rolled_back", again, {"motive": motive.strip()})
    return again


def _staged_in_locked_channel(staged_id: UUID) -> Staged:
    """Channel first, upload second: everybody locks in this order."""
    channel = Staged.objects.filter(id=staged_id).values_list("channel", flat=True).first()
    if channel is None:
        raise absent()
    _locked_channel(channel)
    return locked(staged_id)


def _locked_channel(channel: str) -> Channel:
    start = {"number": 0, "digest": genesis(channel)}
    Channel.objects.get_or_create(code=channel, defaults=start)
    return Channel.objects.select_for_update().get(code=channel)


def _earlier(kind: PublicationKind, number: int) -> Version:
    """What may be gone back to: its own day has come, and it is as sound today as it was then."""
    today = clock.today()
    earlier = Version.objects.of(kind.code).in_force(today).filter(number=number).first()
    if earlier is None or earlier == selectors.in_force(kind.code, today):
        raise MoeliError(PublicationError.NO_SUCH_NUMBER)
    if judging.problems(kind, selectors.content(earlier), today):
        raise MoeliError(PublicationError.NO_LONGER_SOUND)
    return earlier


def _check_day(staged: Staged) -> None:
    if staged.effective_from and staged.effective_from < clock.today():
        raise MoeliError(PublicationError.DAY_PASSED)


def _signed(channel: str, sha256: str, first_day: date, restores: int = 0) -> Version:
    this_node, head = node.current(), Channel.objects.get(code=channel)
    version = Version(
        id=uuid7(),
        node=this_node.id,
        channel=channel,
        number=head.number + 1,
        content_id=sha256,
        effective_from=first_day,
        published_at=clock.now(),
        restores=restores,
        previous=bytes(head.digest),
        public_key=this_node.public_bytes,
    )
    version.signature = this_node.sign(version.statement().to_bytes())
    return version


def _record(actor: Actor, verb: str, version: Version, more: dict[str, str]) -> None:
    body = bundles.described(version) | more
    record(NewEntry(verb=verb, actor=actor.id, subject=str(version.id), body=body))
