"""Loads the history in two parts and measures after each; then presses the full house."""

import gc
import os
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, transaction

from moeli.cli.benches.desk import alike
from moeli.cli.benches.desk.arriving import Arrived, arrive
from moeli.cli.benches.desk.figures import percentile, row
from moeli.cli.benches.desk.house import House
from moeli.cli.benches.desk.lines import Line, decision
from moeli.cli.benches.desk.list_costs import listing
from moeli.cli.benches.desk.loading import load
from moeli.cli.benches.desk.screens import cpu, screens, until_it_rests
from moeli.crossings import entries
from moeli.crossings.entries import Told
from moeli.crossings.outcomes import Direction
from moeli.demo import history
from moeli.demo.booth import Booth, Officer, seated
from moeli.demo.officers import seat
from moeli.demo.site import Site
from moeli.platform import clock
from moeli.platform.access.actor import SYSTEM
from moeli.platform.ids import uuid7
from moeli.platform.journal.services import record_many
from moeli.platform.journal.verify import verify
from moeli.standards import icao9303

_SEED, _GROWS, _A_DAY = 2019, 100, 14_000
_PORT, _BOOTHS, _CONNECTIONS = "MSB", 3, 32
_STEP_SECONDS = 5  # of a long loop; of a short one a third of it
_FIRST = 40  # decisions by which each process has composed and read what it keeps
_WRITTEN_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Pressure:
    """How hard the house is pressed: decisions a second, for how long, with how many processes.

    `looks` travellers are looked at by one officer alone.
    """

    rate: int
    seconds: int
    workers: tuple[int, ...]
    looks: int = 200
    steps: int = 6


@dataclass(frozen=True, slots=True)
class Pressed:
    """What became of an open loop on a site of so many processes, what it cost, what holds."""

    workers: int
    loop: Arrived
    cpu: float
    best: int

    def told(self) -> str:
        """The loop in words."""
        loop, site = self.loop, f"{self.workers} web process{'es'[: 2 * (self.workers > 1)]}"
        if loop.given_up:
            done = f"{len(loop.seconds):,} decisions, {loop.answered:,.0f} a second"
            return f"{site}, {loop.rate}/s: fell behind after {done}"
        word = "holds" if loop.holds else "does not hold"
        late = percentile(loop.seconds, 99) * 1000
        sender = 1000 * loop.cost / len(loop.seconds)
        told = f"p99 {late:,.0f} ms, {loop.failed} not recorded, the sender's own {sender:.2f} ms"
        return f"{site}, {loop.rate}/s: {word}, {told}"

    def best_told(self) -> str:
        """The highest rate in words."""
        return f"{self.workers}: {f'{self.best}/s' if self.best else 'none was found'}"

    def row(self) -> dict[str, Any]:
        """Its row of the table."""
        work = f"decide, {self.loop.rate}/s, {self.workers} web"
        return {"crossings": None, **row(work, self.loop.seconds, self.cpu)}


def measured(house: House, size: int, pressure: Pressure, listed: int = 0) -> dict[str, Any]:
    """The rows of the bench, with what they were measured on; `listed` persons are on the list."""
    now, few = clock.now(), alike.size(size // _GROWS)
    passages = history.stream(size - 2 * few, _SEED, max(30, size // _A_DAY), now)
    begins = islice(passages, size // _GROWS - few)
    one, other = (list(alike.company(which, few, now)) for which in (0, 1))
    before, after = alike.zones(one), alike.zones(other)
    persons = listing(listed)
    first, first_seconds = load(chain(begins, one), size // _GROWS)
    with _site(1) as site:
        booths = _signed_in(site, seat(_PORT, 1))
        persons.read_through(house, site, booths[0], before[0])
        small = screens(house, site, booths[0], before, pressure.looks)
    rest, rest_seconds = load(chain(passages, other), size - first)
    disk, sound = house.disk_bytes(), verify().sound if size + listed < 200_000 else "not asked"
    with _site(1) as site:
        booths = _signed_in(site, seat(_PORT, _BOOTHS, first=2))  # the first's session has run out
        persons.read_through(house, site, booths[0], after[0])
        large = screens(house, site, booths[0], after, pressure.looks)
        persons.change(house, site, booths[0], after)
    pressed = [_pressed(house, booths, pressure, each) for each in pressure.workers]
    return {
        "database": house.described,
        "crossings": first + rest,
        "history loaded, crossings a second": round(
            (first + rest) / (first_seconds + rest_seconds)
        ),
        "chain sound": sound,
        "disk MB": round(disk / 1e6),
        "disk GB a million crossings": round(disk / 1000 / (first + rest), 2),
        "growth of scan → screen, p50": _growth(small, large, "p50 ms"),
        "growth of scan → screen, cpu": _growth(small, large, "cpu ms"),
        "open loop": "; ".join(each.told() for each in pressed),
        "highest rate that holds": "; ".join(each.best_told() for each in pressed),
        **persons.notes,
        "rows": [
            *_named(small, first),
            *_named(large, first + rest),
            *_named(persons.rows, first + rest),
            *(each.row() for each in pressed),
        ],
    }


def _site(workers: int) -> Site:
    return Site({**os.environ, "MOELI_WORKERS": str(workers)})


def _signed_in(site: Site, officers: Sequence[Officer]) -> list[Booth]:
    return [seated(site.base, site.port, each) for each in officers]


def _again(site: Site, booths: Sequence[Booth]) -> list[Booth]:
    """The same officers at the site that was started anew."""
    return [Booth(site.port, booth.cookies) for booth in booths]


def _pressed(house: House, known: Sequence[Booth], pressure: Pressure, workers: int) -> Pressed:
    with _site(workers) as site:
        booths = _again(site, known)
        _arrive(booths, _requests(booths, _FIRST), _FIRST)
        requests = _requests(booths, pressure.rate * pressure.seconds)
        until_it_rests(house, site)
        before = cpu(house, site)
        arrived = _arrive(booths, requests, pressure.rate)
        cost = cpu(house, site) - before
        return Pressed(workers, arrived, cost, _highest(booths, arrived, pressure))


def _requests(booths: Sequence[Booth], count: int) -> list[bytes]:
    """So many decisions, by the officers in turn."""
    return [
        decision(booths[n % len(booths)], inspection, "departed", uuid4())
        for n, inspection in enumerate(_waiting(count))
    ]


def _arrive(booths: Sequence[Booth], requests: Sequence[bytes], rate: int) -> Arrived:
    lines = [Line(booths[0].port) for _ in range(_CONNECTIONS)]
    gc.collect()
    gc.freeze()  # what is looked through while requests are sent would make the sender late
    try:
        return arrive(lines, requests, rate)
    finally:
        gc.unfreeze()
        for line in lines:
            line.close()


def _highest(booths: Sequence[Booth], pressed: Arrived, pressure: Pressure) -> int:
    """Upwards from a rate that holds until one does not; downwards from one that does not."""
    best, found = (pressed.rate if pressed.holds else 0), pressed
    seconds = min(_STEP_SECONDS, max(1, pressure.seconds // 3))
    for _ in range(pressure.steps):
        rate = round(found.rate * 1.2 if found.holds else min(found.rate, found.answered) * 0.85)
        found = _arrive(booths, _requests(booths, rate * seconds), rate)
        best = rate if found.holds else best
        if found.holds is not pressed.holds:
            break
    return best


def _waiting(count: int) -> list[UUID]:
    """So many inspections that wait, each at a desk of its own, to be decided."""
    zones = [each.traveller.zone for each in history.plan(min(count, 500), 3, 30, clock.now())]
    told = [Told(id=uuid7(), actor=SYSTEM.id, place=_PORT) for _ in range(count)]
    for start in range(0, count, _WRITTEN_AT_ONCE):
        some = told[start : start + _WRITTEN_AT_ONCE]
        with transaction.atomic():
            record_many(
                entries.opened(
                    each,
                    icao9303.read(zones[n % len(zones)].split("\n"), clock.today()),
                    desk=f"Desk {each.id.hex}",
                    direction=Direction.EXIT,
                    reason="primary",
                )
                for n, each in enumerate(some)
            )
    connection.close()
    return [each.id for each in told]


def _growth(small: list[dict[str, Any]], large: list[dict[str, Any]], name: str) -> float:
    before, after = float(small[0][name]), float(large[0][name])
    return round(after / before, 2)


def _named(rows: list[dict[str, Any]], crossings: int) -> list[dict[str, Any]]:
    return [{"crossings": crossings, **each} for each in rows]
