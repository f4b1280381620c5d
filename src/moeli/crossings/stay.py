"""How long somebody may stay, how much of it is used, and which rule says so. Pure.

The rule in force on the first day of a visit holds for the whole visit. Days are legal days in
Lesotho; the day of arrival is the first. Nothing here decides: it is shown, and an officer does.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from moeli.crossings.outcomes import Direction
from moeli.crossings.stay_terms import Answer, Basis, Case, PermitHeld, StayProblem, Step
from moeli.crossings.travellers import Groups, groups_of, speaks_of
from moeli.crossings.visits import Doubt, Stays, Visit, stays
from moeli.platform.dated import DatedRow, DatedTable

__all__ = ["Answer", "Basis", "Case", "PermitHeld", "StayProblem", "Step", "answer"]
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Visit:
    """The visit that is looked at: its first day, those before it, the permit of its rule."""

    first: date
    before: tuple[Visit, ...]
    rule: DatedRow
    permit: PermitHeld | None


def answer(case: Case, table: DatedTable, groups: Groups) -> Answer:
    """What the dated table says of this traveller today.

    A declared stamp counts days; it neither raises an alarm nor stills one that records raise.
    """
    told = _answer(case, table, groups)
    recorded = [each for each in case.movements if not each.declared]
    if len(recorded) == len(case.movements):
        return told
    by_records = _answer(replace(case, movements=recorded), table, groups)
    if by_records.alarm:
        return by_records
    return _unproven(told) if told.alarm else told


def _unproven(told: Answer) -> Answer:
    exceeded, checked = StayProblem.STAY_EXCEEDED, StayProblem.TO_BE_CHECKED
    return replace(
        told,
        alarm=False,
        doubts=(*told.doubts, Doubt.DECLARED),
        problems=tuple(checked if each is exceeded else each for each in told.problems),
    )


def _answer(case: Case, table: DatedTable, groups: Groups) -> Answer:
    known = stays(case.movements)
    before = _before(case, known)
    first = case.day if case.direction is Direction.ENTRY else _first_day(known)
    rule, permit = _rule(case, table, groups, first or case.day, before)
    if rule is None:
        return Answer(None, Basis.NONE, first, problems=_gaps(case, known))
    if Basis(rule.value["basis"]).counts and first is not None:
        return _counted(case, known, _Visit(first, before, rule, permit))
    return _uncounted(case, known, before, rule, permit)


def _first_day(known: Stays) -> date | None:
    return known.current.first if known.current else None


def _before(case: Case, known: Stays) -> tuple[Visit, ...]:
    """The visits before the one that is looked at: who comes in has ended the last, seen or not."""
    if case.direction is Direction.ENTRY and known.current:
        return (*known.past, known.current)
    return known.past


def _rule(
    case: Case, table: DatedTable, groups: Groups, first: date, before: Sequence[Visit]
) -> tuple[DatedRow | None, PermitHeld | None]:
    """The row of the lowest rank that fits on the first day, and the permit by which it fits."""
    for row in sorted(table.on(first), key=lambda row: int(row.value["rank"])):
        if not (
            speaks_of(row.value, "groups", groups_of(case.nationality, groups))
            and speaks_of(row.value, "nationalities", {case.nationality})
            and speaks_of(row.value, "classes", {case.traveller})
        ):
            continue
        if "permits" not in row.value:
            return row, None
        for permit in case.permits:
            fits = permit.kind in row.value["permits"] and permit.valid(first)
            if fits and not _used(permit, before):
                return row, permit
    return None, None


def _used(permit: PermitHeld, before: Iterable[Visit]) -> bool:
    """Whether a single entry was made on it before the visit that is looked at."""
    entries = [each.first for each in before if each.first]
    return permit.single_entry and any(permit.valid(day) for day in entries)


def _uncounted(
    case: Case, known: Stays, before: Sequence[Visit], rule: DatedRow, permit: PermitHeld | None
) -> Answer:
    basis = Basis(rule.value["basis"])
    last = permit.valid_to if permit else None
    ended = last is not None and case.day > last
    gaps = _gaps(case, known) if basis.counts else ()
    found = (
        (basis is Basis.PROTECTION, StayProblem.PROTECTION),
        (basis is Basis.NONE and case.direction is Direction.ENTRY, _visa_problem(case, before)),
        (ended, StayProblem.PERMIT_ENDED),
    )
    return Answer(
        rule=rule,
        basis=basis,
        first_day=case.day if case.direction is Direction.ENTRY else _first_day(known),
        last_day=last,
        steps=(Step("permit_ends", last),) if last else (),
        doubts=_gap_doubts(case, known) if gaps else (),
        problems=tuple(problem for holds, problem in found if holds) + gaps,
    )


def _visa_problem(case: Case, before: Sequence[Visit]) -> StayProblem:
    if any(each.valid(case.day) and _used(each, before) for each in case.permits):
        return StayProblem.VISA_USED
    if any(each.valid_to and each.valid_to < case.day for each in case.permits):
        return StayProblem.PERMIT_ENDED
    return StayProblem.VISA_MISSING


def _counted(case: Case, known: Stays, visit: _Visit) -> Answer:
    allowed = int(visit.rule.value["days"])
    own_last = _last_by_days(visit, allowed)
    last = _lengthened(_no_longer_than_permit(own_last, visit), visit, case.permits)
    if last is None:
        return _uncounted(case, known, visit.before, visit.rule, None)
    leaving = case.direction is Direction.EXIT
    here = (case.day - visit.first).days + 1 if leaving else 0
    whole = max(0, (last - visit.first).days + 1)
    over = max(0, (case.day - last).days) if leaving else 0
    doubts = _doubts(case, known, visit.first) if leaving and over else ()
    return Answer(
        rule=visit.rule,
        basis=Basis(visit.rule.value["basis"]),
        first_day=visit.first,
        last_day=last if whole else None,
        days_allowed=whole,
        days_used=here,
        days_left=max(0, whole - here),
        days_over=over,
        alarm=bool(over) and not doubts,
        steps=_steps(visit, allowed, own_last, last, here),
        doubts=doubts or _gap_doubts(case, known),
        problems=_problems(case, known, over, bool(doubts), whole),
    )


def _last_by_days(visit: _Visit, allowed: int) -> date:
    """The last day that the rule's own days reach; the day before the first when there is none."""
    if visit.rule.value["basis"] != Basis.WINDOW:
        return visit.first + (allowed - 1) * _DAY
    window = int(visit.rule.value["window"])
    earlier = {day for each in visit.before for day in each.days() if day < visit.first}
    day, present = visit.first, set(earlier)
    while True:
        present.add(day)
        if sum(1 for each in present if day - window * _DAY < each <= day) > allowed:
            return day - _DAY
        if (day - visit.first).days >= window:  # no earlier day is in the window any more
            return day
        day += _DAY


def _no_longer_than_permit(last: date, visit: _Visit) -> date:
    ends = visit.permit.valid_to if visit.permit else None
    return min(last, ends) if ends else last


def _lengthened(last: date, visit: _Visit, permits: Iterable[PermitHeld]) -> date | None:
    """A permit that begins during the visit, no later than the day after its end, lengthens it.

    None where that permit has no end.
    """
    for each in sorted(permits, key=lambda permit: permit.valid_from):
        begins = visit.first < each.valid_from <= last + _DAY
        if not begins or each.single_entry:
            continue
        if each.valid_to is None:
            return None
        last = max(last, each.valid_to)
    return last


def _steps(visit: _Visit, allowed: int, own_last: date, last: date, here: int) -> tuple[Step, ...]:
    value = visit.rule.value
    begun = [Step("first_day", visit.first), Step("days_of_rule", number=allowed)]
    if value["basis"] == Basis.WINDOW:
        first = visit.first
        opened = first - (int(value["window"]) - 1) * _DAY
        spent = {day for each in visit.before for day in each.days() if opened <= day < first}
        begun.append(Step("window", opened, int(value["window"])))
        begun.append(Step("days_before", number=len(spent)))
    if last < own_last:
        begun.append(Step("permit_ends", last))
    if last > own_last:
        begun.append(Step("lengthened", last))
    begun.append(Step("last_day", last))
    return (*begun, Step("used", number=here)) if here else tuple(begun)


def _doubts(case: Case, known: Stays, since: date) -> tuple[Doubt, ...]:
    declared = bool(known.current and known.current.declared)
    return case.records.doubts(since) + ((Doubt.DECLARED,) if declared else ())


def _gaps(case: Case, known: Stays) -> tuple[StayProblem, ...]:
    """A record that should be there and is not: an entry before leaving, an exit before coming."""
    if case.direction is Direction.EXIT and known.current is None:
        return (StayProblem.ENTRY_MISSING,)
    if case.direction is Direction.ENTRY and known.current is not None:
        return (StayProblem.EXIT_MISSING,)
    return ()


def _gap_doubts(case: Case, known: Stays) -> tuple[Doubt, ...]:
    if not _gaps(case, known):
        return ()
    ends = [each.last or each.first for each in known.past]
    since = _first_day(known) or (ends[-1] if ends else None) or date.min
    return _doubts(case, known, since)


def _problems(
    case: Case, known: Stays, over: int, doubtful: bool, whole: int
) -> tuple[StayProblem, ...]:
    exceeded = StayProblem.TO_BE_CHECKED if doubtful else StayProblem.STAY_EXCEEDED
    found = ((over > 0, exceeded), (whole == 0 and not over, StayProblem.DAYS_USED_UP))
    return tuple(problem for holds, problem in found if holds) + _gaps(case, known)
