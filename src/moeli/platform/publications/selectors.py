"""What is in force, how old it is, what waits: read by rooms above and by the pages."""

from datetime import date, datetime
from functools import lru_cache
from uuid import UUID

from moeli.platform import clock, room
from moeli.platform.access.actor import Actor
from moeli.platform.access.policy import require
from moeli.platform.errors import absent
from moeli.platform.journal.services import reading
from moeli.platform.prepared import Asked, Prepared
from moeli.platform.publications import contents, judging
from moeli.platform.publications.models import Acknowledgement, Channel, Staged, Version
from moeli.platform.publications.policies import ACKNOWLEDGING, READING
from moeli.platform.room import PublicationChange, PublicationKind, PublicationProblem

SHOWN = 200
_CONTENT_IN_FORCE = Prepared(
    lambda: (
        Version.objects.of(Asked("channel"))
        .in_force(Asked("day"))
        .values_list("content_id", flat=True)[:1]
    )
)


def in_force(channel: str, day: date) -> Version | None:
    """The version of `channel` that holds on the legal day `day`; None before the first.

    It is the highest number whose first day has come: a later number replaces every earlier one
    from its own first day on. One indexed query, never remembered, so that a rollback holds at
    once in every process; what may be remembered is what a content says, since it never changes.
    """
    return Version.objects.of(channel).in_force(day).first()


def upcoming(channel: str, day: date) -> Version | None:
    """The newest version of `channel` if its first day comes after `day`."""
    newest = Version.objects.of(channel).order_by("-number").first()
    return newest if newest and newest.effective_from > day else None


def to_come(channel: str, day: date) -> list[Version]:
    """The versions of `channel` that will come into force after `day`, as things stand, in order.

    Not those that a higher number with an earlier first day has overtaken.
    """
    now, found = in_force(channel, day), list[Version]()
    for each in reversed(after(channel, now.number if now else 0)):
        if not found or each.effective_from < found[0].effective_from:
            found.insert(0, each)
    return found


def content(version: Version) -> bytes:
    """The bytes of `version`, remembered by this process: a content never changes."""
    return _content(version.content_id)


def printable(version: Version) -> str:
    """The content as a page prints it; empty where it is protected or no text."""
    kind = kind_of(version.channel)
    readable = kind.text and not kind.protected
    return content(version).decode("utf-8", "replace") if readable else ""


def staged_content(upload: Staged) -> bytes:
    """The bytes of an upload that was kept; the caller has found it by `staged`."""
    if upload.content_id is None:
        raise absent()
    return _content(upload.content_id)


def version_of(version_id: UUID) -> Version:
    """The version of this id, for a room that keeps rows of its own beside versions."""
    return Version.objects.get(id=version_id)


def content_in_force(channel: str, day: date) -> bytes:
    """What holds on `day`: the content of the version in force, or what the room packages."""
    content_id = _CONTENT_IN_FORCE.first(channel=channel, day=day)  # asked at every desk
    return _content(content_id) if content_id else kind_of(channel).packaged()


def is_stale(version: Version, now: datetime) -> bool:
    """Whether a version that is in force is older than its room lets it be."""
    limit = kind_of(version.channel).stale_after
    return limit is not None and now - version.published_at > limit


def newest_number(channel: str) -> int:
    """The number of the newest version, in force or waiting; 0 before the first."""
    head = Channel.objects.filter(code=channel).first()
    return head.number if head else 0


def after(channel: str, number: int) -> list[Version]:
    """The versions that follow `number`, in order: what a post that holds `number` still needs."""
    return list(Version.objects.of(channel).filter(number__gt=number).order_by("number"))


def versions(actor: Actor, channel: str) -> list[Version]:
    """Every version of a channel, the newest on top. Raises MoeliError `absent`."""
    require(actor, READING.action)
    if room.publication_kind(channel) is None:
        raise absent()
    return list(Version.objects.of(channel).order_by("-number")[:SHOWN])


def version(actor: Actor, version_id: UUID) -> Version:
    """One version. Raises MoeliError `absent`."""
    require(actor, READING.action)
    found = Version.objects.filter(id=version_id).first()
    if found is None or room.publication_kind(found.channel) is None:
        raise absent()
    return found


def readable(actor: Actor, version_id: UUID) -> bytes:
    """The content of one version for a person; of a protected channel, journaled first."""
    found = version(actor, version_id)
    kind = kind_of(found.channel)
    if not kind.protected:
        return content(found)
    require(actor, kind.publish)
    with reading(actor=actor, purpose=f"publication:{found.channel}", ids=[found.id]):
        return content(found)


def staged(actor: Actor, staged_id: UUID) -> Staged:
    """One upload, for those who stage or publish on its channel. Raises MoeliError `absent`."""
    found = Staged.objects.filter(id=staged_id).first()
    kind = room.publication_kind(found.channel) if found else None
    if found is None or kind is None or not may_review(actor, kind):
        raise absent()
    return found


def waiting(actor: Actor) -> list[Staged]:
    """Uploads neither published nor thrown away, of the channels she may review."""
    rows = Staged.objects.filter(published_as=None, discarded_at=None).order_by("-staged_at")
    kinds = ((row, room.publication_kind(row.channel)) for row in rows[:SHOWN])
    return [row for row, kind in kinds if kind and may_review(actor, kind)]


def kind_of(channel: str) -> PublicationKind:
    """The kind of a channel that some row names. Raises MoeliError `absent`."""
    kind = room.publication_kind(channel)
    if kind is None:
        raise absent()
    return kind


def may_review(actor: Actor, kind: PublicationKind) -> bool:
    """Whether she may look at uploads of the channel: who stages, publishes or approves there."""
    approval = room.approval_kinds()[kind.approval]
    return any(actor.may(each) for each in (kind.stage, kind.publish, approval.decide))


def base_of(staged: Staged) -> bytes:
    """What the upload would replace: what holds on its first day as things stand."""
    return content_in_force(staged.channel, staged.effective_from or clock.today())


def is_sound(staged: Staged) -> bool:
    """Whether the upload has no problem, judged anew: the house may have learnt since."""
    if staged.problems or staged.content_id is None:
        return False
    kind, first_day = kind_of(staged.channel), staged.effective_from
    found = judging.problems(kind, _content(staged.content_id), first_day or clock.today())
    return not found


def excesses(staged: Staged) -> list[PublicationProblem]:
    """What in a flawless upload goes beyond the bounds of its channel, as things stand now."""
    if staged.problems or staged.content_id is None:
        return []
    newest = Version.objects.of(staged.channel).order_by("-number").first()
    today = clock.today()
    return judging.excesses(
        kind_of(staged.channel),
        base_of(staged),
        _content(staged.content_id),
        first_day=staged.effective_from or today,
        today=today,
        last_day=newest.effective_from if newest else today,
    )


def difference(actor: Actor, staged_id: UUID) -> list[PublicationChange]:
    """Row by row what the upload would change; of a protected channel, journaled first.

    Empty for an upload with problems: what cannot be read cannot be compared; and of a protected
    channel for who only stages there: it would show her the list that she may not read.
    """
    upload = staged(actor, staged_id)
    if upload.problems or upload.content_id is None:
        return []
    kind = kind_of(upload.channel)
    if not kind.protected:
        return list(kind.difference(base_of(upload), _content(upload.content_id)))
    if not _may_compare(actor, kind):
        return []
    base = in_force(upload.channel, upload.effective_from or clock.today())
    ids = [upload.id, *([base.id] if base else [])]
    with reading(actor=actor, purpose=f"publication:{upload.channel}", ids=ids):
        return list(kind.difference(base_of(upload), _content(upload.content_id)))


def _may_compare(actor: Actor, kind: PublicationKind) -> bool:
    decide = room.approval_kinds()[kind.approval].decide
    return actor.may(kind.publish) or actor.may(decide)


def approval_subject(staged: Staged) -> str:
    """All that an approval covers: content, first day, the newest version, what is unusual."""
    day = staged.effective_from.isoformat() if staged.effective_from else "at-once"
    beyond = "+".join(each.code for each in excesses(staged)) or "nothing"
    newest = newest_number(staged.channel)
    return f"{staged.channel} {staged.id} {staged.sha256} {day} {newest} {beyond}"


def rollback_subject(channel: str, number: int) -> str:
    """All that an approval of going back to `number` covers; a number's content never changes."""
    return f"{channel} back-to-{number} {newest_number(channel)}"


def to_acknowledge(actor: Actor) -> list[Version]:
    """What she has still to acknowledge for herself: in force, or waiting for its day."""
    kinds = room.publication_kinds().values()
    codes = [kind.code for kind in kinds if kind.officers_acknowledge]
    if not codes or not actor.may(ACKNOWLEDGING.action):
        return []
    asked = _current(codes)
    ids = [each.id for each in asked]
    hers = Acknowledgement.objects.filter(version__in=ids, person=actor.id, for_post=False)
    known = set(hers.values_list("version", flat=True))
    return [each for each in asked if each.id not in known]


def said_by(actor: Actor, version: Version) -> tuple[bool, bool]:
    """Whether she has acknowledged the version for herself, and anybody for her post."""
    rows = Acknowledgement.objects.filter(version=version.id)
    said = list(rows.values_list("person", "place", "for_post"))
    own = any(person == actor.id and not for_post for person, _place, for_post in said)
    return own, any(for_post and place == actor.place for _person, place, for_post in said)


def _current(codes: list[str]) -> list[Version]:
    """Of each channel the version in force today and those that wait, from one query."""
    rows = Version.objects.filter(channel__in=codes).order_by("channel", "-number")
    today, settled, found = clock.today(), set(), []
    for row in rows[:SHOWN]:
        if row.channel not in settled:
            found.append(row)
        if row.effective_from <= today:
            settled.add(row.channel)
    return found


@lru_cache(maxsize=64)
def _content(sha256: str) -> bytes:
    return contents.opened(sha256)
