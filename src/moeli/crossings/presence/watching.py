"""The job that looks along the chains for patterns, off the way of any decision.

It goes by the place of an entry in its chain, never by a clock: nothing is left out that was
committed late, on paper or at a post whose link was down. Each step is looked at without a lock;
its alarms are written few at a time, and then its mark: a turn that ends in between finds the rest
again, and of what it told that it waits.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from moeli.crossings.models import Decision
from moeli.crossings.presence import documents, looking, on_duty, rules, told
from moeli.crossings.presence.documents import OF_DOCUMENTS
from moeli.crossings.presence.models import Watched
from moeli.crossings.presence.patterns import Finding, Limits, Look, Pattern, found
from moeli.crossings.presence.services import raise_alarms
from moeli.platform import clock, node
from moeli.platform.journal.models import Entry
from moeli.platform.room import JobRun

STEP = 500
_FEW = 3
_LOOKED_BACK = timedelta(days=1)
_OF_DESKS = frozenset(Pattern) - OF_DOCUMENTS
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
            for some in _few_at_a_time(list(_found(step))):
                with transaction.atomic():
                    if not _held(step):
                        return  # another worker looks at this chain
                    raised += raise_alarms(findings=_untold(some))
                    run.progress(raised)
            with transaction.atomic():
                if not _moved_on(step):
                    return
                run.progress(raised)


def _few_at_a_time(findings: Sequence[Finding]) -> Iterator[Sequence[Finding]]:
    """Whoever decides waits while alarms are written: never for more than so many."""
    for start in range(0, len(findings), _FEW):
        yield findings[start : start + _FEW]


def _untold(findings: Sequence[Finding]) -> list[Finding]:
    """Another worker may have told of some since they were found."""
    known = told.answered(each.cause for each in findings)
    return [each for each in findings if known.get(each.cause) != told.WAITS]


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


def _held(step: _Step) -> bool:
    """Nobody else moves this chain's mark until the end of the transaction."""
    return _mark(step).select_for_update().first() is not None


def _moved_on(step: _Step) -> bool:
    epoch, sequence, _verb, _subject = step.entries[-1]
    return bool(_mark(step).update(epoch=epoch, sequence=sequence))


def _mark(step: _Step) -> QuerySet[Watched]:
    held = step.chain
    return Watched.objects.filter(node=held.node, epoch=held.epoch, sequence=held.sequence)


def _found(step: _Step) -> Iterator[Finding]:
    looks = looking.looks_of(_undecided(step), step.subjects(_DECIDED))
    if step.chain.node == node.current().id:
        yield from _own(looks)
    else:
        yield from _of_a_post(looks)


def _undecided(step: _Step) -> list[UUID]:
    """Those opened in it, but not those that wait for their decision's step further along.

    Of which chain an entry is, is not asked of the database: SQLite would walk the whole chain
    rather than look for these subjects.
    """
    opened = step.subjects(_OPENED)
    made = dict(Decision.objects.filter(inspection__in=opened).values_list("id", "inspection"))
    entries = Entry.objects.filter(subject__in=list(map(str, made)), verb=_DECIDED)
    decided = entries.values_list("subject", "node")
    later = {made[UUID(subject)] for subject, node in decided if node == step.chain.node}
    return [id for id in opened if id not in later]


def _own(looks: dict[UUID, Look]) -> Iterator[Finding]:
    for day, todays in _by_day(looks):
        limits = rules.limits(day)
        yield from _of_documents(todays, limits, OF_DOCUMENTS)
        off = on_duty.off_roster(todays.values(), limits)
        closed = on_duty.at_closed_port(todays.values(), limits)
        whole = looking.around(todays.values(), limits) | todays
        yield from _new(looking.marked(whole, off, closed), limits, _OF_DESKS)


def _of_a_post(looks: dict[UUID, Look]) -> Iterator[Finding]:
    """What a post sees itself it has told itself: here only what two of them did."""
    for day, todays in _by_day(looks):
        yield from _of_documents(todays, rules.limits(day), frozenset({Pattern.TWO_POSTS}))


def _by_day(looks: dict[UUID, Look]) -> Iterator[tuple[date, dict[UUID, Look]]]:
    for day in sorted({look.day for look in looks.values()}):
        yield day, {id: look for id, look in looks.items() if look.day == day}


def _of_documents(
    todays: dict[UUID, Look], limits: Limits, patterns: frozenset[Pattern]
) -> Iterator[Finding]:
    near = documents.suspicious(todays.values(), limits, patterns)
    yield from _new(list(near.values()), limits, patterns)


def _new(looks: Sequence[Look], limits: Limits, patterns: frozenset[Pattern]) -> Iterator[Finding]:
    """Those whose cause has no alarm that waits; of what was answered, what came afterwards."""
    causes = [each.cause for each in found(looks, limits, patterns=patterns)]
    if causes:
        yield from found(looks, limits, told.answered(causes), patterns)
