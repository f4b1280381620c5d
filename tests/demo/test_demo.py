"""The demonstration: believable, the same each time, and checked over real HTTP."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytest_django.live_server_helper import LiveServer

from moeli.crossings.models import Crossing, Decision, Inspection
from moeli.crossings.parties.models import Party, PartyMember
from moeli.crossings.slips import rules
from moeli.crossings.slips.models import GateSlip
from moeli.demo import families, people, rosters, seed
from moeli.demo.signing_in import WalkError
from moeli.demo.specimens import specimens
from moeli.demo.tables import table
from moeli.demo.walk import walk
from moeli.platform import clock
from moeli.platform.access.models import Grant, User
from moeli.platform.journal.verify import verify
from moeli.ports.models import RosterLine
from moeli.standards import icao9303

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.django_db
def test_the_last_families_crossed_with_their_minors_accompanied_and_their_cars() -> None:
    families.load(NOW, seed=7)
    members = PartyMember.objects.select_related("inspection__decision", "party")
    assert Party.objects.filter(closed_at=None).count() == 0
    assert all(each.inspection.decision.outcome == "admitted" for each in members)
    minors = [each for each in members if each.consent]
    assert minors
    assert all(each.adult_id != each.id for each in minors)
    assert GateSlip.objects.exclude(used_at=None).count() == families.FAMILIES
    assert verify().sound


@pytest.mark.django_db
def test_those_who_serve_at_a_desk_are_on_its_roster_for_a_week() -> None:
    people.load()
    rosters.load()
    at_desks = [each for each in people.people() if each.role in rosters._AT_DESKS]
    assert RosterLine.objects.count() == rosters.DAYS * len(at_desks)
    assert RosterLine.objects.filter(place="MSB", day=clock.today()).count() == 2


def test_every_agency_that_answers_about_cars_has_an_account_at_maseru() -> None:
    agencies = {each.agency for each in people.people() if each.places == "MSB"}
    for row in rules.agencies(clock.legal_day(NOW)):
        assert agencies & set(row.value["accounts"]), row.id


@pytest.mark.django_db(transaction=True)
def test_loading_goes_through_the_journal_and_happens_once() -> None:
    assert seed.load(crossings=40)
    assert not seed.load(crossings=40)
    in_families = PartyMember.objects.count()
    assert Decision.objects.count() == Inspection.objects.count() > 40 + in_families
    assert 0 < Crossing.objects.count() <= Decision.objects.count()
    assert User.objects.count() == len(people.people())
    assert Grant.objects.filter(role="primary_officer").count() == 3
    assert verify().sound


def test_the_specimens_are_what_their_labels_say() -> None:
    today = clock.legal_day(NOW)
    read = {n: icao9303.read(s.zone.split("\n"), today) for n, s in specimens().items()}
    assert read["td1"].format == "TD1"
    assert {document.format for name, document in read.items() if name != "td1"} == {"TD3"}
    assert len({document.document_number for document in read.values()}) == len(read)
    assert all(document.valid for document in read.values())
    assert read["lesotho"].problems == ()
    assert [problem.code for problem in read["td3"].problems] == ["expired"]
    listed = {row["document_number"] for row in table("listed")}
    assert [name for name, each in read.items() if each.document_number in listed] == ["td1"]


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
        [sys.executable, "-P", "-m", "moeli", "demo", "--check", "--crossings", "400"],
        env=ours | {"PYTHONPATH": str(ROOT / "src")},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    walked = ("admitted", "referred", "refused", "consent letter", "one key", "gate slip")
    more = ("Work permit", "31 too long, stay exceeded", "English and Sesotho", "second officer")
    for said in (*walked, *more, "the watch raised an alarm", "Every entry stands"):
        assert said in done.stdout
