"""Days at desks, drawn at random: what an honest one looks like, and what is planted in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from moeli.crossings.capture import How
from moeli.crossings.presence.patterns import Look
from moeli.platform import clock

DAY = date(2026, 11, 24)
BEGINS = datetime(2026, 11, 24, 6, 0, tzinfo=clock.MASERU)


@dataclass(frozen=True, slots=True)
class Honest:
    """The parameters of an honest day; every number is stated, none is measured at a post."""

    posts: tuple[str, ...] = ("MSB", "MPB")
    desks: int = 2
    people: int = 300  # a desk
    fastest: float = 4.0  # seconds: a learner, scanned and one key
    slowest: float = 90.0
    typed: float = 0.03  # share of worn documents whose zone is typed
    pasted: float = 0.003
    left: float = 0.1  # share of typed zones with a slip of the finger, typed again
    returns: float = 0.4  # share of people who come back on the same day
    away: float = 20 * 60.0  # seconds: the shortest errand on the other side
    family: float = 0.05  # share of people who come as five, scanned one after the other


def look(random: Random, **given: object) -> Look:
    """One inspection at Desk 1 of Maseru Bridge at six, crossed ten seconds later."""
    at = given.pop("at", BEGINS)
    assert isinstance(at, datetime)
    kept: dict[str, object] = {
        "place": "MSB",
        "desk": "Desk 1",
        "officer": "officer-1",
        "document": random.randbytes(16),
        "how": How.WEDGE_SCAN,
        "decided_at": at + timedelta(seconds=3),
        "crossed": True,
        "day": clock.legal_day(at),
    }
    id = UUID(int=random.getrandbits(128))
    return Look(id=id, at=at, **(kept | given))  # type: ignore[arg-type]  # a test may give any


def honest_day(random: Random, of: Honest = Honest()) -> list[Look]:
    """Everything that was recorded on an honest day at these desks."""
    coming_back: list[tuple[datetime, bytes]] = []
    looks: list[Look] = []
    for place in of.posts:
        for number in range(1, of.desks + 1):
            looks += _desk(random, of, place, f"Desk {number}", coming_back)
    return sorted(looks, key=lambda each: each.at)


def _desk(
    random: Random, of: Honest, place: str, desk: str, back: list[tuple[datetime, bytes]]
) -> Iterator[Look]:
    at = BEGINS
    for _ in range(of.people):
        for document in _arriving(random, of, at, back):
            at += timedelta(seconds=random.uniform(of.fastest, of.slowest))
            yield from _seen(random, of, at, document, place, desk)
            if random.random() < of.returns:
                away = timedelta(seconds=of.away + random.expovariate(1 / 7200))
                back.append((at + timedelta(seconds=of.slowest) + away, document))


def _arriving(
    random: Random, of: Honest, at: datetime, back: list[tuple[datetime, bytes]]
) -> list[bytes]:
    due = [each for each in back if each[0] <= at]
    if due and random.random() < of.returns:
        back.remove(due[0])
        return [due[0][1]]
    return [random.randbytes(16) for _ in range(5 if random.random() < of.family else 1)]


def _seen(
    random: Random, of: Honest, at: datetime, document: bytes, place: str, desk: str
) -> Iterator[Look]:
    drawn = random.random()
    how = How.TYPED if drawn < of.typed else How.WEDGE_SCAN
    how = How.PASTED if of.typed <= drawn < of.typed + of.pasted else how
    where = {"place": place, "desk": desk, "officer": f"officer {place} {desk}", "how": how}
    if how is How.TYPED and random.random() < of.left:
        slip = {"crossed": False, "decided_at": None, "left": True}
        yield look(random, at=at - timedelta(seconds=2), **where, **slip)
    yield look(random, at=at, document=document, **where)
