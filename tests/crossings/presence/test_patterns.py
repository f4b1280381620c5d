"""No alarm from an honest day, whatever is drawn; always one from what is planted in it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moeli.crossings.capture import How
from moeli.crossings.presence import rules
from moeli.crossings.presence.patterns import Look, Pattern, found
from moeli.crossings.presence.rules import THRESHOLDS
from tests.crossings.presence.days import BEGINS, DAY, honest_day, look
from tests.trying import examples

DELIVERED = THRESHOLDS.as_delivered()
LIMITS = rules.limits_in(DELIVERED, DAY)
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
AT = BEGINS + 5 * timedelta(hours=1)
Plant = Callable[[Random], list[Look]]


def patterns(looks: list[Look]) -> list[Pattern]:
    return [each.pattern for each in found(looks, LIMITS)]


def again(random: Random) -> list[Look]:
    document, apart = random.randbytes(16), random.uniform(0, 290)
    return [look(random, at=AT + s * SECOND, document=document) for s in (0, apart)]


def two_posts(random: Random) -> list[Look]:
    document, apart = random.randbytes(16), random.uniform(0, 890)
    where = (("MSB", 0.0), ("QNK", apart))
    return [look(random, at=AT + s * SECOND, document=document, place=p) for p, s in where]


def burst(random: Random) -> list[Look]:
    return [
        look(random, at=AT + (2.2 * number + random.random()) * SECOND, officer="fast")
        for number in range(10)
    ]


def many(number: int, **of: object) -> Plant:
    def plant(random: Random) -> list[Look]:
        gap = random.uniform(20, 200)
        return [look(random, at=BEGINS + n * gap * SECOND, **of) for n in range(number)]

    return plant


UNDECIDED = {"left": True, "crossed": False, "decided_at": None}
PLANTED: dict[Pattern, Plant] = {
    Pattern.CROSSED_AGAIN: again,
    Pattern.TWO_POSTS: two_posts,
    Pattern.BURST: burst,
    Pattern.TYPED: many(41, how=How.TYPED, officer="hand"),
    Pattern.TURNED_BACK_TYPED: many(
        1, how=How.TYPED, officer="eraser", crossed=False, turned_back=True
    ),
    Pattern.UNDONE_AND_LEFT: many(1, officer="undo", reopened=True, **UNDECIDED),
    Pattern.LOOKED_ONLY: many(11, how=How.TYPED, officer="eye", **UNDECIDED),
    Pattern.NO_WORD: many(6, how=How.UNKNOWN, officer="mute"),
    Pattern.LIST_ROWS: many(61, how=How.LIST_ROW, officer="bus"),
    Pattern.OFF_ROSTER: many(1, off_roster=True, officer="guest"),
    Pattern.CLOSED_PORT: many(1, port_closed=True),
}


@settings(max_examples=examples(40), deadline=None)
@given(seed=st.integers(0, 2**32))
def test_an_honest_day_raises_nothing(seed: int) -> None:
    assert patterns(honest_day(Random(seed))) == []


@pytest.mark.parametrize("pattern", Pattern)
@settings(max_examples=examples(6), deadline=None)
@given(seed=st.integers(0, 2**32))
def test_what_is_planted_in_an_honest_day_is_found_once_and_nothing_else(
    pattern: Pattern, seed: int
) -> None:
    random = Random(seed)
    planted = PLANTED[pattern](random)
    findings = list(found([*honest_day(random), *planted], LIMITS))
    assert [each.pattern for each in findings] == [pattern]
    assert {each.id for each in findings[0].looks} <= {each.id for each in planted}


@pytest.mark.parametrize(
    ("pattern", "below"),
    [
        (Pattern.TYPED, many(40, how=How.TYPED)),
        (Pattern.LOOKED_ONLY, many(10, how=How.TYPED, **UNDECIDED)),
        (Pattern.NO_WORD, many(5, how=How.UNKNOWN)),
        (Pattern.LIST_ROWS, many(60, how=How.LIST_ROW)),
        (Pattern.BURST, lambda random: burst(random)[:9]),
    ],
)
def test_at_its_threshold_a_pattern_is_none(pattern: Pattern, below: Plant) -> None:
    assert pattern not in patterns(below(Random(1)))


@pytest.mark.parametrize("minutes", [(5, True), (5.01, False)])
def test_out_and_back_is_impossible_up_to_five_minutes(minutes: tuple[float, bool]) -> None:
    apart, impossible = minutes
    random, document = Random(2), b"d" * 16
    looks = [look(random, at=AT + m * MINUTE, document=document) for m in (0, apart)]
    assert (patterns(looks) == [Pattern.CROSSED_AGAIN]) is impossible


def test_a_refusal_and_then_an_admission_are_one_crossing() -> None:
    random, document = Random(3), b"d" * 16
    refused = look(random, at=AT, document=document, crossed=False)
    assert patterns([refused, look(random, at=AT + MINUTE, document=document)]) == []


def test_midnight_hides_nothing() -> None:
    random, document = Random(4), b"d" * 16
    midnight = BEGINS.replace(hour=0) + timedelta(days=1)
    looks = [look(random, at=midnight + m * MINUTE, document=document) for m in (-1, 1)]
    assert {each.day for each in looks} == {DAY, DAY + timedelta(days=1)}
    assert patterns(looks) == [Pattern.CROSSED_AGAIN]


def test_there_and_back_and_there_is_one_cause() -> None:
    random, document = Random(5), b"d" * 16
    looks = [look(random, at=AT + m * MINUTE, document=document) for m in (0, 2, 4)]
    findings = list(found(looks, LIMITS))
    assert [len(each.looks) for each in findings] == [3]


def test_entries_of_before_the_capture_was_told_are_never_without_word() -> None:
    assert patterns(many(80, how=None)(Random(6))) == []


def test_another_officer_or_another_day_is_another_cause() -> None:
    random = Random(7)
    here = many(30, how=How.TYPED)(random)
    elsewhere = many(30, how=How.TYPED, officer="officer-2")(random)
    day = timedelta(days=1)
    tomorrow = [look(random, at=AT + day + n * MINUTE, how=How.TYPED) for n in range(30)]
    assert patterns([*here, *elsewhere, *tomorrow]) == []


def test_what_was_answered_is_not_counted_again() -> None:
    random = Random(8)
    typed = many(41, how=How.TYPED)(random)
    (first,) = found(typed, LIMITS)
    answered = {first.cause: typed[-1].at + MINUTE}
    assert list(found(typed, LIMITS, answered)) == []
    later = [look(random, at=AT + 10 * n * MINUTE, how=How.TYPED) for n in range(42)]
    (again,) = found([*typed, *later], LIMITS, answered)
    assert again.cause == first.cause
    assert {each.id for each in again.looks} <= {each.id for each in later}


@settings(max_examples=examples(40), deadline=None)
@given(seed=st.integers(0, 2**32), order=st.randoms(use_true_random=False))
def test_the_order_in_which_they_arrive_changes_nothing(seed: int, order: Random) -> None:
    random = Random(seed)
    looks = [each for plant in PLANTED.values() for each in plant(random)]
    wanted = {(each.cause, len(each.looks)) for each in found(looks, LIMITS)}
    order.shuffle(looks)
    assert {(each.cause, len(each.looks)) for each in found(looks, LIMITS)} == wanted


def test_the_thresholds_of_a_day_are_dated_and_say_that_nobody_verified_them() -> None:
    for pattern in Pattern:
        row = DELIVERED.row(rules.RULE_OF[pattern], DAY)
        assert not row.verified
        assert "House rule" in row.source
    with pytest.raises(KeyError):
        rules.limits_in(DELIVERED, datetime(2018, 1, 1).date())


@pytest.mark.parametrize("how", How)
def test_what_counts_as_typed_for_the_history_counts_as_typed_for_the_alarms(how: How) -> None:
    assert (patterns(many(41, how=how)(Random(8))) == [Pattern.TYPED]) is (
        how.typed and how is not How.UNKNOWN  # which the crossings without a word tell besides
    )


def test_somebody_turned_back_whose_document_was_read_is_no_alarm() -> None:
    random = Random(8)
    assert patterns([look(random, at=AT, crossed=False, turned_back=True)]) == []


def test_a_decision_undone_and_made_anew_is_no_alarm() -> None:
    assert patterns([look(Random(8), at=AT, reopened=True)]) == []


def test_ten_learners_scanned_with_one_key_each_are_no_burst() -> None:
    random = Random(9)
    assert patterns([look(random, at=AT + 4 * n * SECOND) for n in range(40)]) == []


@pytest.mark.parametrize(("seconds", "fast"), [(24.9, True), (25.0, False)])
def test_ten_people_within_twenty_five_seconds_are_a_burst(seconds: float, *, fast: bool) -> None:
    random = Random(10)
    looks = [look(random, at=AT + n * seconds / 9 * SECOND) for n in range(10)]
    assert (patterns(looks) == [Pattern.BURST]) is fast
