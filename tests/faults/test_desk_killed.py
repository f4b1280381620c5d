"""The desk under load, killed with -9 again and again: what was acknowledged is there, once, whole.

`./moeli serve` runs as on a post: supervisor, web server, worker. All of it is killed at once,
started again, and every officer asks again for what was not answered, by the same key.
"""

import json
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from uuid import uuid4

import pytest

from moeli.demo.booth import Officer, RefusedError, UnansweredError, seated
from moeli.demo.habits import habits
from moeli.demo.site import Site
from moeli.demo.travellers import draw
from tests import old_home, own_database
from tests.faults.desk_load import Findings, Promises, Shift, judged

ROOT = Path(__file__).resolve().parents[2]
HOUSE = Path(__file__).with_name("desk_house.py")
OFFICERS, PATIENCE_S = 3, 60
NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
SETTINGS = "moeli.config.settings.dev"
Surroundings = dict[str, str]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Surroundings]:
    """A home folder and a database of its own, on the engine of this run."""
    with own_database.put(tmp_path) as told:
        yield old_home.surroundings(tmp_path, DJANGO_SETTINGS_MODULE=SETTINGS, **told)


@pytest.mark.both_engines
@pytest.mark.parametrize("kills", [5, pytest.param(50, marks=pytest.mark.long)])
def test_what_the_desk_acknowledged_is_there_whole_and_once(
    house: Surroundings, kills: int, record_property: Callable[[str, object], None]
) -> None:
    seated_here = told(house, "furnish", str(OFFICERS + 1))
    later, *officers = [Officer(**each) for each in seated_here]
    with Site(house) as site:
        promises, restarts = killed_at_work(site, officers, kills)
        decided_after_a_restart(site, later, promises)
    found = judged(promises, told(house, "count"))
    say(record_property, kills, promises, found, restarts)
    assert found.acknowledged >= kills, "hardly anything was acknowledged: this proves nothing"
    assert found.sound, found

    lost = max(promises.acknowledged)  # now the check is seen to be red
    found = judged(promises, told(house, "lose", lost))
    assert found.lost == [lost]
    assert len(found.half_written) == 1
    assert not found.sound


def test_where_nothing_was_acknowledged_nothing_is_proved() -> None:
    empty: dict[str, list[str]] = {"kept": [], "half": [], "doubled": [], "broken": []}
    assert not judged(Promises(), empty).sound
    assert judged(Promises(sent={"k"}, acknowledged={"k"}), empty | {"kept": ["k"]}).sound


def killed_at_work(site: Site, officers: list[Officer], kills: int) -> tuple[Promises, list[float]]:
    """The site under load, killed at moments drawn by chance; how long it took to be back."""
    chance, restarts = random.Random(kills), []
    booths = [seated(site.base, site.port, each) for each in officers]
    with Shift(booths, zones()) as shift:
        for _ in range(kills):
            wait_for_more(shift.promises)
            time.sleep(chance.uniform(0, 0.5))
            site.kill()
            began = time.monotonic()
            site.start()
            restarts.append(time.monotonic() - began)
        wait_for_more(shift.promises)
    return shift.promises, restarts


def decided_after_a_restart(site: Site, officer: Officer, promises: Promises) -> None:
    """Scanned, then the site is killed: the inspection is there still, and decided once."""
    key = uuid4()
    with closing(seated(site.base, site.port, officer)) as booth:
        inspection = booth.scan(next(zones(first=1_000_000)), "entry")
        screen = booth.look(inspection)
        site.kill()
        with pytest.raises(UnansweredError):
            booth.decide(inspection, "admitted", key)
        site.start()
        assert str(inspection).encode() in booth.desk(), "the desk does not offer what was begun"
        assert told_of(booth.look(inspection)) == told_of(screen)
        promises.sent.add(str(key))
        for _ in range(2):  # the answer to the first may have been lost on the way
            booth.decide(inspection, "admitted", key)
            promises.acknowledged.add(str(key))
        with pytest.raises(RefusedError, match="409"):
            booth.decide(inspection, "admitted", uuid4())


def told_of(screen: bytes) -> bytes:
    """The document as the screen shows it, whatever else changes from one look to the next."""
    return screen.partition(b'<section class="inspection-document"')[2].partition(b"</section>")[0]


def wait_for_more(promises: Promises) -> None:
    """Until somebody is told that a decision is recorded."""
    before, deadline = len(promises.acknowledged), time.monotonic() + PATIENCE_S
    while len(promises.acknowledged) == before:
        assert time.monotonic() < deadline, "the desk acknowledged nothing for too long"
        time.sleep(0.01)


def zones(first: int = 0) -> Iterator[str]:
    """Documents without end, each another one."""
    drawn = draw(random.Random(5), NOW.date(), habits()[0], count(first))
    return (company.people[0].zone for company in drawn)


def told(house: Surroundings, *words: str) -> object:
    done = subprocess.run(
        [sys.executable, str(HOUSE), *words], env=house, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


def say(
    record_property: Callable[[str, object], None],
    kills: int,
    promises: Promises,
    found: Findings,
    restarts: list[float],
) -> None:
    """The counts, beside the test's result."""
    record_property("kills", kills)
    record_property("acknowledged", found.acknowledged)
    record_property("acknowledged when asked again", len(promises.asked_again))
    record_property("lost", len(found.lost))
    record_property("half written", len(found.half_written))
    record_property("doubled", len(found.doubled))
    record_property("longest restart, seconds", round(max(restarts), 1))
