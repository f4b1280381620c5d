"""Entries recorded by the hundred: the chain of single ones, rows written together, all heard."""

from collections.abc import Callable, Iterator, Sequence

import pytest
from django.db import transaction

from moeli.platform import room
from moeli.platform.journal import services
from moeli.platform.journal.models import Entry
from moeli.platform.journal.services import NewEntry, record_all
from moeli.platform.journal.verify import verify
from moeli.platform.room import Listener, Recorded, Room, Verb

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

SENT = ["car.in", "car.out", "gate.seen", "gate.opened", "car.in", "gate.opened"]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What happened in a yard that writes its cars together and its gates one by one."""
    told: list[str] = []

    def cars(recorded: Sequence[Recorded]) -> None:
        told.append("wrote " + " ".join(each.verb for each in recorded))

    def one(recorded: Recorded) -> None:
        cars([recorded])

    def hear(recorded: Recorded) -> None:
        told.append(f"heard {recorded.verb}")

    def counted(recorded: Recorded) -> None:
        told.append(f"weighed at {Entry.objects.count()}")

    def light(recorded: Recorded) -> bool:
        return recorded.body["n"] < 2

    names = ("car.in", "car.out", "gate.opened", "car.weighed")
    verbs = [_verb("car.in", one, cars), _verb("car.out", one, cars), _verb("gate.opened", one)]
    verbs.append(Verb("car.weighed", "weighed", lambda _: "", counted, rows_first=light))
    verbs.append(Verb("gate.seen", "seen", lambda _: "seen"))
    yard = Room("yard", verbs=tuple(verbs), listeners=tuple(Listener(n, hear) for n in names))
    monkeypatch.setattr(room, "rooms", lambda: (yard,))
    room.verbs.cache_clear()
    room.listeners.cache_clear()
    yield told
    room.verbs.cache_clear()
    room.listeners.cache_clear()


def _verb(
    name: str,
    project: Callable[[Recorded], None],
    many: Callable[[Sequence[Recorded]], None] | None = None,
) -> Verb:
    return Verb(name, name, lambda _: name, project, project_many=many)


def entries() -> list[NewEntry]:
    return [NewEntry(verb=verb, actor="a", subject=verb, body={"n": 1}) for verb in SENT]


def test_a_run_is_written_together_and_heard_before_what_follows(told: list[str]) -> None:
    with transaction.atomic():
        recorded = services.record_many(entries())
    assert [each.verb for each in recorded] == SENT
    assert told == [
        "wrote car.in car.out",
        "heard car.in",
        "heard car.out",
        "wrote gate.opened",
        "heard gate.opened",
        "wrote car.in",
        "heard car.in",
        "wrote gate.opened",
        "heard gate.opened",
    ]


def test_one_by_one_each_is_heard_before_the_next_is_written(told: list[str]) -> None:
    with transaction.atomic():
        record_all(entries()[:2])
    assert told == ["wrote car.in", "heard car.in", "wrote car.out", "heard car.out"]


def weighed(*tons: int) -> list[NewEntry]:
    return [NewEntry(verb="car.weighed", actor="a", subject="s", body={"n": n}) for n in tons]


@pytest.mark.parametrize(
    ("new", "order"),
    [
        (weighed(1), ["weighed at 0", "heard car.weighed"]),
        (weighed(1, 1), ["weighed at 0"] * 2 + ["heard car.weighed"] * 2),
        (weighed(2), ["weighed at 1", "heard car.weighed"]),
        (weighed(1, 2), ["weighed at 2", "heard car.weighed"] * 2),
        (weighed(1) + entries()[:1], ["weighed at 2", "heard car.weighed", "wrote car.in"]),
    ],
    ids=["may", "both may", "may not", "one may not", "another verb"],
)
def test_rows_come_before_the_chain_where_all_of_them_may(
    told: list[str], new: list[NewEntry], order: list[str]
) -> None:
    with transaction.atomic():
        record_all(new)
    assert told[: len(order)] == order
    assert verify().sound


@pytest.mark.usefixtures("told")
def test_both_ways_make_one_sound_chain() -> None:
    with transaction.atomic():
        services.record_many(entries())
    with transaction.atomic():
        record_all(entries())
    assert [row.verb for row in Entry.objects.in_order()] == SENT + SENT
    assert verify().sound


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_recorded() -> None:
    with pytest.raises(RuntimeError):
        services.record_many([])
