"""Holders in memory: exactly those are found whom a slow comparison with all of them would meet."""

import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Thread
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moeli.screening.filing import FiledHolders
from moeli.screening.matching import Sought, agreements
from moeli.standards.icao9303 import PartialDate

LERATO = Sought("Thabana", "Lerato Mpho", PartialDate(1990, 3, 7))
OTHER = PartialDate(1990, 3, 8)
names = st.lists(st.sampled_from(["A", "B", "C"]), max_size=3).map(" ".join)
dates = st.none() | st.builds(
    PartialDate,
    st.sampled_from([1989, 1990, 1990, 1990]),
    st.sampled_from([None, 1, 2]),
    st.sampled_from([None, 1, 2]),
)
people = st.builds(Sought, names, names, dates)
ids = st.integers(1, 5).map(lambda number: UUID(int=number))
changes = st.lists(st.tuples(ids, st.none() | people), max_size=12)


def slowly(listed: dict[UUID, Sought], met: Sought) -> frozenset[UUID]:
    return frozenset(id for id, person in listed.items() if agreements(person, met))


def filed(people: Iterable[Sought]) -> tuple[FiledHolders, dict[UUID, Sought]]:
    plain = {UUID(int=number): person for number, person in enumerate(people, 1)}
    return FiledHolders(plain), plain


@settings(max_examples=300)
@given(st.lists(people, max_size=8), people)
def test_the_same_are_found_as_by_comparing_with_everybody(
    listed: list[Sought], met: Sought
) -> None:
    holders, plain = filed(listed)
    assert holders.candidates(met) == slowly(plain, met)


@settings(max_examples=200)
@given(changes, people)
def test_also_after_any_changes(done: list[tuple[UUID, Sought | None]], met: Sought) -> None:
    holders, plain = FiledHolders(), dict[UUID, Sought]()
    for id, person in done:
        if person is None:
            holders.drop(id)
            plain.pop(id, None)
        else:
            holders.file({id: person})
            plain[id] = person
    assert holders.candidates(met) == slowly(plain, met)
    assert len(holders) == sum(bool(slowly({id: each}, each)) for id, each in plain.items())


@pytest.mark.parametrize(
    "met",
    [
        Sought("MPHO", "LERATO THABANA", PartialDate(1990, 3, 7)),
        Sought("THABANA", "LERATO", PartialDate(1990)),
        Sought("THABANA", "LERATO MPHO PALESA", PartialDate(1990, 3)),
        Sought("THABANA MPHO", "", PartialDate(1990, None, 7)),
    ],
)
def test_parts_of_a_name_and_of_a_date_suffice(met: Sought) -> None:
    holders, plain = filed([LERATO])
    assert holders.candidates(met) == set(plain)


@pytest.mark.parametrize(
    "met",
    [
        Sought("THABANA", "LERATO MPHO", PartialDate(1990, 3, 8)),
        Sought("THABANA", "LERATO MPHO", PartialDate(1990, 4)),
        Sought("THABANA", "LERATO MPHO", PartialDate(1991, 3, 7)),
        Sought("THABANA", "LERATO PALESA", PartialDate(1990, 3, 7)),
        Sought("THABANA", "", PartialDate(1990, 3, 7)),
        Sought("THABANA", "LERATO MPHO", None),
    ],
)
def test_who_does_not_agree_is_not_even_looked_at(met: Sought) -> None:
    assert filed([LERATO])[0].candidates(met) == frozenset()


def test_who_has_one_name_is_found_by_it_alone() -> None:
    holders, plain = filed([Sought("Thabana", "", PartialDate(1990))])
    assert holders.candidates(Sought("", "THABANA", PartialDate(1990, 1, 1))) == set(plain)
    assert holders.candidates(Sought("Thabana", "Lerato", PartialDate(1990))) == frozenset()


def test_of_who_was_dropped_nothing_is_left_in_memory() -> None:
    holders, (id,) = filed([LERATO])[0], filed([LERATO])[1]
    holders.drop(id)
    kept = [holders._ids, *(vars(holders)[name] for name in ("_parts", "_born"))]
    assert not any(any(each) for each in kept)
    assert not any(part for each in (holders._by_id, holders._by_pair) for part in each._parts)
    assert len(holders) == 0


@pytest.fixture
def hurried() -> Iterator[None]:
    """Threads take turns as often as they can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("hurried")
def test_threads_that_ask_while_others_change_it_find_who_stands_throughout() -> None:
    id = UUID(int=1)
    others = {UUID(int=number): replace(LERATO, birth_date=OTHER) for number in range(2, 60)}
    holders, found = FiledHolders(others), list[frozenset[UUID]]()
    holders.file({id: LERATO})  # behind all of them, under the same parts

    def change() -> None:
        for _ in range(400):
            for each in others:
                holders.drop(each)
            holders.file(others)

    changing = Thread(target=change)

    def ask() -> None:
        while changing.is_alive():
            found.append(holders.candidates(LERATO))

    with ThreadPoolExecutor(2) as asking:
        changing.start()
        asked = [asking.submit(ask) for _ in range(2)]
    assert [each.exception() for each in asked] == [None, None]
    assert set(found) == {frozenset([id])}


def test_a_thousand_take_less_than_two_hundred_bytes_each() -> None:
    empty = FiledHolders().size
    holders, _plain = filed(
        Sought(f"A{number}", "Lerato Mpho", PartialDate(1950 + number % 50, 1, 1))
        for number in range(1_000)
    )
    assert holders.size - empty < 200_000
