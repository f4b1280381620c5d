"""One officer looks at one traveller after the other, and each step is timed."""

import time
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID, uuid4

from moeli.cli.benches.desk.figures import row
from moeli.cli.benches.desk.house import House
from moeli.crossings.outcomes import Direction
from moeli.demo.booth import Booth
from moeli.demo.processes import cpu_seconds
from moeli.demo.site import Site

_WARM = 10
_WATCHED_SECONDS, _REST_SHARE, _PATIENCE_SECONDS = 2.0, 0.05, 1_200


def screens(
    house: House, site: Site, booth: Booth, zones: Sequence[str], looks: int
) -> list[dict[str, Any]]:
    """One officer, one traveller after the other: nobody else presses the site."""
    times: dict[str, list[float]] = {"scan → screen": [], "decide": [], "desk again": []}
    spent = dict.fromkeys(times, 0.0)
    for number in range(_WARM + looks):
        zone = zones[number % len(zones)]
        for work, (seconds, cost) in one(house, site, booth, zone).items():
            if number >= _WARM:
                times[work].append(seconds)
                spent[work] += cost
    return [row(work, times[work], spent[work]) for work in times]


def one(house: House, site: Site, booth: Booth, zone: str) -> dict[str, tuple[float, float]]:
    """One traveller, from the scan to the empty box."""
    inspections: list[UUID] = []

    def screen() -> None:
        inspections.append(booth.scan(zone, Direction.EXIT.value))
        booth.look(inspections[0])

    return {
        "scan → screen": timed(house, site, screen),
        "decide": timed(house, site, lambda: booth.decide(inspections[0], "departed", uuid4())),
        "desk again": timed(house, site, booth.desk),
    }


def timed(house: House, site: Site, act: Callable[[], object]) -> tuple[float, float]:
    """Its seconds, and what it cost the site in seconds of processor time."""
    before, began = cpu(house, site), time.perf_counter()
    act()
    seconds = time.perf_counter() - began
    return seconds, cpu(house, site) - before


def cpu(house: House, site: Site) -> float:
    """Seconds of processor time of the site and its database until now."""
    database = cpu_seconds(house.database_pid) if house.database_pid else 0.0
    return cpu_seconds(site.pid) + database


def until_it_rests(house: House, site: Site) -> None:
    """Wait until the site has done what it does after its start. Raises TimeoutError.

    With a long list of persons each process reads the names; what that costs is told apart.
    """
    began = time.perf_counter()
    while time.perf_counter() - began < _PATIENCE_SECONDS:
        before = cpu(house, site)
        time.sleep(_WATCHED_SECONDS)
        if cpu(house, site) - before < _REST_SHARE * _WATCHED_SECONDS:
            return
    raise TimeoutError("the site did not come to rest")
