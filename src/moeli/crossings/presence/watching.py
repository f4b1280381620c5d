"""The job that looks along the chains for patterns, off the way of any decision.

It goes by the place of an entry in its chain, never by a clock: nothing is left out that was
committed late, on paper or at a post whose link was down. Each step is looked at without a lock;
the alarms and the mark are written together, or not at all.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db import transaction

from moeli.crossings.presence import looking, on_duty, rules
from moeli.crossings.presence.models import Alarm, Watched
from moeli.crossings.presence.patterns import Cause, Finding, Limits, Look, Pattern, found
from moeli.crossings.presence.sealing import cause_hash
from moeli.crossings.presence.services import raise_alarms
from moeli.platform import clock, node
from moeli.platform.journal.models import Entry
from moeli.platform.room import JobRun

STEP = 500
_LOOKED_BACK = timedelta(days=1)
_NEVER_AGAIN = datetime.max.replace(tzinfo=UTC)
_OPENED, _DECIDED = "inspection.opened", "decision.made"


@dataclass(frozen=True, slots=True)
class _Step:
    """Entries of one chain, and from where on they follow."""

    chain: Watched
    entries: tuple[tuple[int, int, str, str], ...]

    def subjects(self, verb: str) -> list[UUID]:
        """Of the entries of one verb."""
        return [UUID(subject) for _e, _s, name, subject in self.entries if name == verb]


def watch(run: JobRun) -> None:
    """Look at everything that was recorded or brought here since the last turn."""
    raised = 0
    for chain in list(_chains()):
        for step in _steps(chain):
            findings = list(_found(step))
            with transaction.atomic():
                if not _moved_on(step):
                    return  # another worker looks at this chain
                raised += raise_alarms(findings=findings)
                run.progress(raised)


def _chains() -> Iterator[Watched]:
    """Every chain of which entries are kept here; they are few, and each is found by a seek."""
    after: UUID | None = None
    while True:
        rows = Entry.objects.filter(node__gt=after) if after else Entry.objects.all()
        after = rows.order_by("node").values_list("node", flat=True).first()
        if after is None:
            return
        yield Watched.objects.filter(node=after).first() or _begun(after)


def _begun(chain: UUID) -> Watched:
    """A post's chain is looked at whole; this node's own from the last day on."""
    mark = Watched(node=chain, epoch=0, sequence=0)
    if chain == node.current().id:
        since = clock.now() - _LOOKED_BACK
        rows = Entry.objects.filter(node=chain, recorded_at__lt=since)
        last = rows.order_by("-epoch", "-sequence").values_list("epoch", "sequence").first()
        mark.epoch, mark.sequence = last or (0, 0)
    mark.save(force_insert=True)
    return mark


def _steps(chain: Watched) -> Iterator[_Step]:
    while entries := _after(chain):
        yield _Step(chain, tuple(entries))
        chain = Watched(node=chain.node, epoch=entries[-1][0], sequence=entries[-1][1])


def _after(chain: Watched) -> Sequence[tuple[int, int, str, str]]:
    rows = Entry.objects.filter(node=chain.node).order_by("epoch", "sequence")
    fields = rows.values_list("epoch", "sequence", "verb", "subject")
    same = list(fields.filter(epoch=chain.epoch, sequence__gt=chain.sequence)[:STEP])
    return same or list(fields.filter(epoch__gt=chain.epoch)[:STEP])


def _moved_on(step: _Step) -> bool:
    held = step.chain
    mark = Watched.objects.filter(node=held.node, epoch=held.epoch, sequence=held.sequence)
    epoch, sequence, _verb, _subject = step.entries[-1]
    return bool(mark.update(epoch=epoch, sequence=sequence))


def _found(step: _Step) -> Iterator[Finding]:
    looks = looking.looks_of(step.subjects(_OPENED), step.subjects(_DECIDED))
    if step.chain.node == node.current().id:
        yield from _own(looks)
    else:
        yield from _of_a_post(looks)


def _own(looks: dict[UUID, Look]) -> Iterator[Finding]:
    for day in sorted({look.day for look in looks.values()}):
        todays = {id: look for id, look in looks.items() if look.day == day}
        limits = rules.limits(day)
        off = on_duty.off_roster(todays.values(), limits)
        closed = on_duty.at_closed_port(todays.values(), limits)
        near = looking.same_documents(todays.values(), limits)
        whole = looking.merged(near, looking.around(todays.values(), limits), todays)
        yield from _new(looking.marked(whole, off, closed), limits)


def _of_a_post(looks: dict[UUID, Look]) -> Iterator[Finding]:
    """What a post sees itself it has told itself: here only what two of them did."""
    for day in sorted({look.day for look in looks.values()}):
        todays = {id: look for id, look in looks.items() if look.day == day}
        limits = rules.limits(day)
        near = looking.same_documents(todays.values(), limits)
        for each in _new(list(looking.merged(near, todays).values()), limits):
            if each.pattern is Pattern.TWO_POSTS:
                yield each


def _new(looks: Sequence[Look], limits: Limits) -> Iterator[Finding]:
    """Those whose cause has no alarm that waits; of what was answered, what came afterwards."""
    causes = [each.cause for each in found(looks, limits)]
    if causes:
        yield from found(looks, limits, _answered(causes))


def _answered(causes: Sequence[Cause]) -> dict[Cause, datetime]:
    by_hash = {cause_hash(cause): cause for cause in causes}
    rows = Alarm.objects.filter(cause__in=list(by_hash)).order_by("raised_at")
    return {by_hash[bytes(row.cause)]: row.answered_at or _NEVER_AGAIN for row in rows}
