"""The bench of people counts keys and seconds as it says, from documents that are valid."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moeli.cli.benches.people import surroundings
from moeli.cli.benches.people.documents import passengers, passport
from moeli.cli.benches.people.keystrokes import LOOK, SECONDS, Hands
from moeli.cli.benches.people.measure import Played, _row
from moeli.cli.benches.people.tasks import SEATS, TASKS, Task, citizen
from moeli.crossings.parties import manifest
from moeli.crossings.permits.models import Permit
from moeli.standards import icao9303

DAY = date(2026, 11, 28)


def test_hands_take_the_sum_of_their_operators() -> None:
    hands = Hands("EEM H KK")
    assert hands.seconds == pytest.approx(2 * 0.23 + 1.35 + 0.40 + 2 * 0.28)
    assert hands.keys == 2
    assert hands.told == "2E 1M 1H 2K"


def test_an_operator_that_nobody_defined_is_no_operator() -> None:
    with pytest.raises(KeyError):
        _ = Hands("X").seconds


@given(st.text(alphabet="".join(SECONDS), max_size=30), st.text(alphabet="".join(SECONDS)))
def test_one_task_after_another_takes_as_long_as_both(first: str, second: str) -> None:
    both = Hands(first + second)
    assert both.seconds == pytest.approx(Hands(first).seconds + Hands(second).seconds)
    assert both.keys == first.count("K") + second.count("K")


@given(st.integers(0, 9_999_999), st.integers(0, 80))
def test_each_document_is_a_valid_passport_of_that_age(number: int, age: int) -> None:
    document = icao9303.read(tuple(passport(number, DAY, age=age).split("\n")), DAY)
    assert document.valid
    assert document.problems == ()
    born = date.fromisoformat(str(document.birth_date))
    assert age <= (DAY - born).days / 365.25 < age + 1


def test_the_list_of_the_bus_has_a_seat_for_everybody() -> None:
    read = manifest.read(passengers(100, SEATS, DAY).encode(), DAY)
    assert (len(read.passengers), read.problems) == (SEATS, ())


def task(budget: float, most_keys: int | None = None, own: int = 0) -> Task:
    return Task("a task", budget, most_keys, "M", citizen, own=own)


def test_a_row_sets_the_median_machine_and_the_hands_beside_the_budget() -> None:
    row = _row(task(10, own=4), [Played(2, 1.0), Played(2, 9.0), Played(2, 2.0)])
    hands = 1.35 + 2 * 0.28
    assert row["machine s"] == 2.0
    assert row["sum s"] == pytest.approx(2.0 + hands)
    assert row["holds"] == "yes"
    assert row["left for each"] == round((10 - 2.0 - hands) / 4, 1)


def test_who_looks_while_a_scan_is_read_waits_only_for_what_is_longer_than_a_look() -> None:
    look = Hands(LOOK).seconds
    task_with_looks = Task("a task", 10, None, f"{LOOK} H", citizen)
    row = _row(task_with_looks, [Played(1, 5.0, (1.0, look + 1))])
    assert row["sum s"] - row["looking meanwhile s"] == pytest.approx(1.0 + look)  # type: ignore[operator]
    assert _row(task(10), [Played(1, 5.0, (1.0,))])["looking meanwhile s"] is None


@pytest.mark.parametrize(("budget", "most_keys"), [(1.0, None), (10.0, 1)])
def test_too_slow_or_too_many_keys_do_not_hold(budget: float, most_keys: int | None) -> None:
    assert _row(task(budget, most_keys), [Played(2, 0.5)])["holds"] == "NO"


def test_each_row_of_the_budget_has_its_task() -> None:
    assert [each.budget for each in TASKS] == [12, 4, 4, 25, 25, 25, 25, 600, 5]
    assert all("K" not in each.mind for each in TASKS)  # keys are counted, never assumed


@pytest.mark.parametrize(
    ("family", "hands"),
    [("both parents", 20.96), ("one parent, a paper", 22.76), ("one parent, one paper", 21.65)],
)
def test_the_hands_of_a_family_leave_the_machine_two_seconds(family: str, hands: float) -> None:
    """The machine's seconds are for the bench to measure; the hands' are the page's design."""
    task = next(each for each in TASKS if each.name.startswith(f"family of five, {family}"))
    told = Hands(task.mind + "K" * 2).seconds  # who consents, admitted
    assert told == pytest.approx(hands, abs=0.01)
    assert task.budget - told > 2


@pytest.mark.django_db
def test_its_permits_are_such_as_the_desk_records(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("moeli.cli.benches.people.documents.COMMUTERS", 1)
    surroundings._commuters()
    assert Permit.objects.count() == 2
