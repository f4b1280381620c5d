"""The demonstration: believable, the same each time, and checked over real HTTP."""

import os
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytest_django.live_server_helper import LiveServer

from moeli.crossings.models import Crossing, Decision
from moeli.demo import history, people, seed
from moeli.demo.specimens import specimens
from moeli.demo.walk import WalkError, walk
from moeli.platform import clock
from moeli.platform.access.actor import SYSTEM
from moeli.platform.access.models import Grant, User
from moeli.platform.journal.verify import verify
from moeli.standards import icao9303

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
ROOT = Path(__file__).resolve().parents[2]


def test_the_same_seed_gives_the_same_month() -> None:
    assert history.plan(50, 7, NOW) == history.plan(50, 7, NOW)
    assert history.plan(50, 7, NOW) != history.plan(50, 8, NOW)


def test_every_document_drawn_is_a_valid_zone() -> None:
    today = clock.legal_day(NOW)
    for passage in history.plan(300, 7, NOW):
        assert icao9303.read(passage.traveller.zone.split("\n"), today).valid


def test_most_cross_where_most_people_cross() -> None:
    places = Counter(passage.place for passage in history.plan(600, 7, NOW))
    assert [place for place, _ in places.most_common(2)] == ["MSB", "MPB"]


def test_people_come_back() -> None:
    plan = history.plan(400, 7, NOW)
    assert len({passage.traveller for passage in plan}) < len(plan) / 2


@pytest.mark.django_db(transaction=True)
def test_loading_goes_through_the_journal_and_happens_once() -> None:
    assert seed.load(crossings=40)
    assert not seed.load(crossings=40)
    assert Decision.objects.count() == 40
    assert 0 < Crossing.objects.count() <= 40
    assert User.objects.count() == len(people.people())
    assert Grant.objects.filter(role="primary_officer").count() == 3
    assert verify().sound


@pytest.mark.django_db
def test_history_is_recorded_at_the_time_it_happened() -> None:
    plan = history.plan(5, 7, NOW)
    assert len(list(history.load(plan, SYSTEM))) == 5
    first = Decision.objects.order_by("decided_at")[0]
    assert (first.decided_at - plan[0].moment).total_seconds() < 30


def test_the_specimens_are_what_their_labels_say() -> None:
    today = clock.legal_day(NOW)
    read = {n: icao9303.read(s.zone.split("\n"), today) for n, s in specimens().items()}
    assert {name: document.format for name, document in read.items()} == {
        "lesotho": "TD3",
        "td1": "TD1",
        "td3": "TD3",
    }
    assert all(document.valid for document in read.values())
    assert read["lesotho"].problems == ()
    assert [problem.code for problem in read["td3"].problems] == ["expired"]


def test_the_walk_stops_where_something_differs(live_server: LiveServer) -> None:
    with pytest.raises(WalkError, match="could not sign in"):
        list(walk(live_server.url))


def test_the_walk_notices_a_listed_document_that_is_not_listed(live_server: LiveServer) -> None:
    people.load()
    steps = walk(live_server.url)
    assert next(steps).startswith("signed in")
    assert next(steps).endswith("admitted")
    with pytest.raises(WalkError, match="C1"):
        next(steps)


def test_the_command_checks_itself_over_http(tmp_path: Path) -> None:
    ours = {name: value for name, value in os.environ.items() if not name.startswith("MOELI_")}
    ours.pop("DJANGO_SETTINGS_MODULE", None)
    done = subprocess.run(
        [sys.executable, "-P", "-m", "moeli", "demo", "--check"],
        env=ours | {"PYTHONPATH": str(ROOT / "src")},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    for said in ("admitted", "referred", "refused", "Every entry stands"):
        assert said in done.stdout
