"""What the list of persons costs a process: to read it, to look somebody up, to follow a change."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from random import Random
from typing import Any

from django.db import connection

from moeli.cli.benches.desk.figures import row
from moeli.cli.benches.desk.house import House
from moeli.cli.benches.desk.listed import drawn, list_all, load_list
from moeli.cli.benches.desk.loading import analyse
from moeli.cli.benches.desk.screens import one, timed
from moeli.crossings.outcomes import Direction
from moeli.demo.booth import Booth
from moeli.demo.processes import largest_memory
from moeli.demo.site import Site
from moeli.screening.filing import FiledHolders
from moeli.screening.holder_index import HolderIndex
from moeli.screening.matching import Sought

_UNREAD = b"names-unread"  # on the page, as long as it is true
_PATIENCE_SECONDS, _REST_SECONDS = 1_200, 0.5
_MEANWHILE = "scan → screen while the list is read"
_LOOKUPS, _CHANGES, _SEED = 5_000, 40, 1824


@dataclass(slots=True)
class Listing:
    """The list of persons in the house: what was found out about it, in notes and rows."""

    count: int
    notes: dict[str, Any] = field(default_factory=dict)
    rows: list[dict[str, Any]] = field(default_factory=list)

    def read_through(self, house: House, site: Site, booth: Booth, zone: str) -> None:
        """Wait until the site has read the names; the last time this is done is what is told."""
        if not self.count:
            return
        before, began = largest_memory(site.pid), time.perf_counter()
        meanwhile = _looks_until_read(house, site, booth, zone)
        self.notes |= {
            "names read after a start, s": round(time.perf_counter() - began, 1),
            "screens meanwhile": len(meanwhile),
            "largest process before and after, MB": f"{before / 1e6:.0f}, "
            f"{largest_memory(site.pid) / 1e6:.0f}",
        }
        self.rows = [each for each in self.rows if each["work"] != _MEANWHILE]
        if meanwhile:
            self.rows.append(_row(_MEANWHILE, meanwhile))

    def change(self, house: House, site: Site, booth: Booth, zones: Sequence[str]) -> None:
        """Scans each of which comes after one more was listed."""
        if not self.count:
            return
        people, found = drawn(Random(_SEED)), []  # noqa: S311 -- drawn people
        for number in range(_CHANGES):
            list_all([next(people)])
            found.append(one(house, site, booth, zones[number % len(zones)])["scan → screen"])
        connection.close()
        self.rows.append(_row("scan → screen, one more listed before", found))


def listing(count: int) -> Listing:
    """List so many persons, and measure what a process alone does with them."""
    if not count:
        return Listing(0)
    seconds = load_list(count)
    analyse()
    notes, looked_up = in_one_process()
    loaded = {"persons listed": count, "persons loaded a second": round(count / seconds)}
    return Listing(count, loaded | notes, [looked_up])


def in_one_process() -> tuple[dict[str, Any], dict[str, Any]]:
    """The notes and the row of an index in this process."""
    index, began, cpu = HolderIndex(), time.perf_counter(), time.process_time()
    index.follow()
    took, cost = time.perf_counter() - began, time.process_time() - cpu
    holders = index.current()
    people = drawn(Random(_SEED))  # noqa: S311 -- drawn people
    times = [_looked_up(holders, who) for who in islice(people, _LOOKUPS)]
    connection.close()
    notes = {
        "list opened alone, s": round(took, 1),
        "list opened alone, processor s": round(cost, 1),
        "holders in memory": len(holders),
        "holders in memory, MB": round(holders.size / 1e6, 1),
    }
    return notes, row("person against the list", times, sum(times))


def _looks_until_read(
    house: House, site: Site, booth: Booth, zone: str
) -> list[tuple[float, float]]:
    """What each screen took that said that names are still being read. Raises TimeoutError."""
    began, pages, took = time.perf_counter(), list[bytes](), list[tuple[float, float]]()

    def screen() -> None:
        pages.append(booth.look(booth.scan(zone, Direction.EXIT.value)))

    while time.perf_counter() - began < _PATIENCE_SECONDS:
        took.append(timed(house, site, screen))
        if _UNREAD not in pages[-1]:
            return took[:-1]
        time.sleep(_REST_SECONDS)
    raise TimeoutError("the site did not read the list through")


def _row(work: str, took: Sequence[tuple[float, float]]) -> dict[str, Any]:
    return row(work, [seconds for seconds, _ in took], sum(cost for _, cost in took))


def _looked_up(holders: FiledHolders, person: Sought) -> float:
    began = time.perf_counter()
    holders.candidates(person)
    return time.perf_counter() - began
