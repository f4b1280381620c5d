"""Patterns that no honest day at a desk leaves behind. Pure: what was recorded goes in.

A pattern starts a question and never a verdict. Each is looked for among the looks that share a
cause (one document, one officer at one desk on one day, one port on one day), and one cause is one
alarm. What was answered already is not counted again.
"""

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from uuid import UUID

from moeli.crossings.capture import How

Cause = tuple[str, ...]


class Pattern(StrEnum):
    """What asks for an explanation."""

    CROSSED_AGAIN = "crossed_again"
    TWO_POSTS = "two_posts"
    BURST = "burst"
    TYPED = "typed"
    TURNED_BACK_TYPED = "turned_back_typed"
    UNDONE_AND_LEFT = "undone_and_left"
    LOOKED_ONLY = "looked_only"
    NO_WORD = "no_word"
    LIST_ROWS = "list_rows"
    OFF_ROSTER = "off_roster"
    CLOSED_PORT = "closed_port"


@dataclass(frozen=True, slots=True)
class Limits:
    """The thresholds of one day."""

    again: timedelta
    two_posts: timedelta
    burst_people: int
    burst: timedelta
    typed: int
    turned_back_typed: int
    undone_and_left: int
    looked_only: int
    no_word: int
    list_rows: int
    grace: timedelta


@dataclass(frozen=True, slots=True)
class Look:
    """One inspection as far as a pattern needs it: no name, the document by its keyed hash.

    `how` is None in entries of before it was told. `left`: superseded without a decision.
    `reopened`: the look of a decision that was withdrawn, opened again by that.
    """

    id: UUID
    place: str
    desk: str
    officer: str
    document: bytes
    day: date
    at: datetime
    how: How | None
    decided_at: datetime | None = None
    crossed: bool = False
    turned_back: bool = False
    left: bool = False
    reopened: bool = False
    off_roster: bool = False
    port_closed: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """A pattern, its cause, and the looks that show it, in the order of time."""

    pattern: Pattern
    cause: Cause
    looks: tuple[Look, ...]


Runs = Sequence[Sequence[Look]]


@dataclass(frozen=True, slots=True)
class _Rule:
    """Which looks are counted, what they share, and each run of them that shows the pattern."""

    pattern: Pattern
    shares: Callable[[Look], Cause]
    counts: Callable[[Look], bool]
    runs: Callable[[Sequence[Look], Limits], Runs]


def found(
    looks: Iterable[Look],
    limits: Limits,
    answered: Mapping[Cause, datetime] | None = None,
    patterns: Container[Pattern] = frozenset(Pattern),
) -> Iterator[Finding]:
    """Those `patterns` among `looks`; what came before its cause was `answered` is not counted."""
    known = sorted(looks, key=lambda look: (look.at, look.id))
    for rule in (each for each in _RULES if each.pattern in patterns):
        for shared, theirs in _sharing(rule, known).items():
            yield from _found(rule, shared, theirs, limits, answered or {})


def _found(
    rule: _Rule,
    shared: Cause,
    looks: Sequence[Look],
    limits: Limits,
    answered: Mapping[Cause, datetime],
) -> Iterator[Finding]:
    for finding in _findings(rule, shared, rule.runs(looks, limits)):
        since = answered.get(finding.cause)
        if since is None:
            yield finding
            continue
        later = [each for each in looks if _last(each) > since]
        again = _findings(rule, shared, rule.runs(later, limits))
        yield from (each for each in again if each.cause == finding.cause)


def _findings(rule: _Rule, shared: Cause, runs: Runs) -> Iterator[Finding]:
    for run in runs:
        cause = (rule.pattern.value, *shared, run[0].day.isoformat())
        yield Finding(rule.pattern, cause, tuple(run))


def _sharing(rule: _Rule, looks: Iterable[Look]) -> Mapping[Cause, list[Look]]:
    groups: dict[Cause, list[Look]] = defaultdict(list)
    for look in looks:
        if rule.counts(look):
            groups[rule.shares(look)].append(look)
    return groups


def _last(look: Look) -> datetime:
    return look.decided_at or look.at


def _of_desk(look: Look) -> Cause:
    return look.place, look.desk, look.officer, look.day.isoformat()


def _of_officer(look: Look) -> Cause:
    return look.place, look.officer, look.day.isoformat()


def _of_port(look: Look) -> Cause:
    return look.place, look.day.isoformat()


def _of_document(look: Look) -> Cause:
    return (look.document.hex(),)


def _of_document_there(look: Look) -> Cause:
    return look.place, look.document.hex()


def _again(looks: Sequence[Look], limits: Limits) -> Runs:
    return _joined(looks, lambda one, two: _last(two) - _last(one) <= limits.again)


def _elsewhere(looks: Sequence[Look], limits: Limits) -> Runs:
    def apart(one: Look, two: Look) -> bool:
        return one.place != two.place and _last(two) - _last(one) <= limits.two_posts

    return _joined(looks, apart)


def _joined(looks: Sequence[Look], impossible: Callable[[Look, Look], bool]) -> Runs:
    """Neighbours in time that cannot both be; those that hang together are one run."""
    runs: list[list[Look]] = []
    ordered = sorted(looks, key=lambda look: (_last(look), look.id))
    for one, two in pairwise(ordered):
        if impossible(one, two) and runs and runs[-1][-1] is one:
            runs[-1].append(two)
        elif impossible(one, two):
            runs.append([one, two])
    return runs


def _burst(looks: Sequence[Look], limits: Limits) -> Runs:
    """The first run of so many people begun within so short a time."""
    many = limits.burst_people
    for start, (first, last) in enumerate(zip(looks, looks[many - 1 :], strict=False)):
        if last.at - first.at < limits.burst:
            return [looks[start : start + many]]
    return ()


def _more_than(most: Callable[[Limits], int]) -> Callable[[Sequence[Look], Limits], Runs]:
    return lambda looks, limits: [looks] if len(looks) > most(limits) else ()


def _any(looks: Sequence[Look], _limits: Limits) -> Runs:
    return [looks] if looks else ()


def _from(least: Callable[[Limits], int]) -> Callable[[Sequence[Look], Limits], Runs]:
    return lambda looks, limits: [looks] if len(looks) >= least(limits) else ()


def _typed(look: Look) -> bool:
    """No machine read it, by the one rule for that; of the oldest entries nobody knows."""
    return look.how is not None and look.how.typed


_RULES = (
    _Rule(Pattern.CROSSED_AGAIN, _of_document_there, lambda look: look.crossed, _again),
    _Rule(Pattern.TWO_POSTS, _of_document, lambda look: look.crossed, _elsewhere),
    _Rule(
        Pattern.BURST,
        _of_desk,
        lambda look: look.decided_at is not None and look.how is not How.LIST_ROW,
        _burst,
    ),
    _Rule(Pattern.TYPED, _of_desk, _typed, _more_than(lambda limits: limits.typed)),
    _Rule(
        Pattern.TURNED_BACK_TYPED,
        _of_desk,
        lambda look: look.turned_back and _typed(look),
        _from(lambda limits: limits.turned_back_typed),
    ),
    _Rule(
        Pattern.UNDONE_AND_LEFT,
        _of_desk,
        lambda look: look.reopened and look.left,
        _from(lambda limits: limits.undone_and_left),
    ),
    _Rule(
        Pattern.LOOKED_ONLY,
        _of_desk,
        lambda look: look.left and _typed(look),
        _more_than(lambda limits: limits.looked_only),
    ),
    _Rule(
        Pattern.NO_WORD,
        _of_desk,
        lambda look: look.crossed and look.how is How.UNKNOWN,
        _more_than(lambda limits: limits.no_word),
    ),
    _Rule(
        Pattern.LIST_ROWS,
        _of_desk,
        lambda look: look.crossed and look.how is How.LIST_ROW,
        _more_than(lambda limits: limits.list_rows),
    ),
    _Rule(Pattern.OFF_ROSTER, _of_officer, lambda look: look.off_roster, _any),
    _Rule(Pattern.CLOSED_PORT, _of_port, lambda look: look.port_closed, _any),
)
