"""A list of passengers becomes a party: a bus at once or not at all, a longer list by a job."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from moeli.crossings.models import Inspection
from moeli.crossings.outcomes import Direction
from moeli.crossings.parties.filling import Boarding, begin_with_list, write_list
from moeli.crossings.parties.models import Party, PartyList, PartyMember
from moeli.platform.access.actor import Actor, actor_of
from moeli.platform.jobs.models import JobRow
from moeli.platform.jobs.states import State
from moeli.platform.jobs.worker import Worker
from moeli.platform.journal.verify import verify
from tests.crossings.conftest import NOW
from tests.crossings.parties.conftest import zone
from tests.refusals import refused
from tests.signing_in import person

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
Ride = Callable[..., Party]


@pytest.fixture
def ride(db: None) -> Ride:
    """A primary officer with an account gives a list of so many people."""
    clerk = actor_of(person("primary_officer", "MSB"), NOW, "MSB")

    def ride(people: int, actor: Actor = clerk, **instead: str) -> Party:
        zones = tuple(instead.get(f"_{number}", zone(number)) for number in range(people))
        boarding = Boarding(place="MSB", desk="Desk 1", direction=Direction.ENTRY, zones=zones)
        return begin_with_list(actor=actor, boarding=boarding)

    return ride


class Attempt:
    """One attempt at the job, which a test may stop after some steps."""

    def __init__(self, arguments: Mapping[str, Any], stop_after: int = 1_000) -> None:
        self.arguments, self.cursor, self._left = arguments, dict[str, Any](), stop_after

    def progress(
        self, done: int, total: int | None = None, cursor: Mapping[str, Any] | None = None
    ) -> None:
        self._left -= 1
        if self._left < 0:
            raise ConnectionError
        self.cursor = dict(cursor or {})


def test_sixty_people_are_a_party_at_once_and_no_member_supersedes_another(ride: Ride) -> None:
    party = ride(60)
    positions = PartyMember.objects.filter(party=party).order_by("position")
    assert list(positions.values_list("position", flat=True)) == list(range(1, 61))
    assert set(Inspection.objects.values_list("reason", "superseded_at")) == {("manifest", None)}
    assert set(Inspection.objects.values_list("captured_how", flat=True)) == {"list_row"}
    assert not JobRow.objects.exists()


def test_a_longer_list_waits_for_the_worker_which_writes_it_as_the_officer(ride: Ride) -> None:
    party = ride(65)
    assert PartyMember.objects.count() == 0
    job = JobRow.objects.get()
    assert set(job.arguments) == {"list"}
    assert b"DRAWN" not in bytes(PartyList.objects.get().zones)
    Worker().run_due()
    job.refresh_from_db()
    assert (job.state, job.done, job.total) == (State.DONE, 65, 65)
    assert PartyMember.objects.filter(party=party).count() == 65
    assert set(Inspection.objects.values_list("officer", flat=True)) == {party.officer}
    assert verify().sound


def test_a_job_that_died_goes_on_where_its_last_whole_step_ended(ride: Ride) -> None:
    ride(65)
    first = Attempt(JobRow.objects.get().arguments, stop_after=2)
    with pytest.raises(ConnectionError):
        write_list(first)
    assert PartyMember.objects.count() == first.cursor["next"] == 40
    again = Attempt(first.arguments)
    again.cursor = first.cursor
    write_list(again)
    write_list(Attempt(first.arguments))  # and from the beginning: nobody is in it twice
    assert PartyMember.objects.count() == Inspection.objects.count() == 65


def test_a_list_with_one_zone_that_nobody_can_read_begins_nothing(ride: Ride) -> None:
    with refused("unreadable"):
        ride(5, _3="RUBBISH")
    assert not Party.objects.exists()
    assert not Inspection.objects.exists()


@pytest.mark.parametrize(("people", "code"), [(0, "party_empty"), (501, "party_full")])
def test_nobody_and_too_many_are_refused(ride: Ride, people: int, code: str) -> None:
    with refused(code):
        ride(people)
    assert not Party.objects.exists()


def test_the_job_writes_nothing_into_a_decided_party(ride: Ride) -> None:
    party = ride(65)
    Party.objects.filter(id=party.id).update(closed_at=NOW)
    write_list(Attempt(JobRow.objects.get().arguments))
    assert not PartyMember.objects.exists()
