"""A bus by its list: a scan takes the place of a row, and who was not looked at stays told."""

from collections.abc import Callable
from functools import partial

import pytest

from moeli.crossings.capture import Capture, How
from moeli.crossings.models import Decision, Inspection
from moeli.crossings.outcomes import Direction
from moeli.crossings.parties import deciding, services
from moeli.crossings.parties.filling import Boarding, begin_with_list
from moeli.crossings.parties.models import Party, PartyMember
from moeli.crossings.parties.projectors import member_seen
from moeli.crossings.parties.selectors import party_view
from moeli.crossings.selectors import inspection_view
from moeli.platform.access.actor import Actor
from moeli.platform.ids import uuid7
from moeli.platform.journal.bodies import opened
from moeli.platform.journal.models import Entry
from moeli.platform.journal.verify import verify
from tests.crossings.parties.conftest import EXPIRES, nobody, zone
from tests.refusals import refused

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
Look = Callable[..., PartyMember]


@pytest.fixture
def bus(officer: Actor) -> Party:
    zones = tuple(zone(number) for number in range(3))
    boarding = Boarding(place="MSB", desk="Desk 1", direction=Direction.ENTRY, zones=zones)
    return begin_with_list(actor=officer, boarding=boarding)


@pytest.fixture
def looks(officer: Actor, bus: Party) -> Look:
    scan = partial(services.scan_into_party, actor=officer, party_id=bus.id)
    return lambda number, **given: scan(zone=zone(number, **given), capture=Capture(How.WEDGE_SCAN))


def unseen(officer: Actor, bus: Party) -> list[int]:
    members = party_view(officer, bus.id, nobody).members
    return [each.position for each in members if each.unseen]


def test_a_scan_takes_the_place_of_the_row(officer: Actor, bus: Party, looks: Look) -> None:
    assert unseen(officer, bus) == [1, 2, 3]
    before = PartyMember.objects.get(party=bus, position=2)
    member = looks(1)
    assert (member.id, member.position) == (before.id, 2)
    assert unseen(officer, bus) == [1, 3]
    listed = Inspection.objects.get(id=before.inspection_id)
    assert listed.superseded_at
    assert member.inspection.captured_how == "wedge_scan"
    assert verify().sound


def test_what_the_document_says_holds_not_what_the_list_said(
    officer: Actor, bus: Party, looks: Look
) -> None:
    looks(1, expires=EXPIRES.replace(year=2020))
    (member,) = [m for m in party_view(officer, bus.id, nobody).members if m.position == 2]
    assert member.held == "expired"


def test_each_decision_says_whether_the_document_was_looked_at(
    officer: Actor, bus: Party, looks: Look
) -> None:
    looks(0)
    deciding.admit_party(actor=officer, party_id=bus.id, listed=nobody, idempotency_key=uuid7())
    told = Decision.objects.values_list("inspection__captured_how", flat=True)
    assert sorted(told) == ["list_row", "list_row", "wedge_scan"]


def test_a_row_of_a_list_opens_no_history_and_the_document_does(
    officer: Actor, bus: Party, looks: Look
) -> None:
    deciding.admit_party(actor=officer, party_id=bus.id, listed=nobody, idempotency_key=uuid7())
    boarding = Boarding(place="MSB", desk="Desk 1", direction=Direction.EXIT, zones=(zone(1),))
    back = begin_with_list(actor=officer, boarding=boarding)
    row = PartyMember.objects.get(party=back).inspection
    view = inspection_view(officer, row.id)
    assert (view.history_withheld, view.earlier) == (True, ())
    scan = {"zone": zone(1), "capture": Capture(How.WEDGE_SCAN)}
    seen = services.scan_into_party(actor=officer, party_id=back.id, **scan)  # type: ignore[arg-type]  # the scan's own
    assert len(inspection_view(officer, seen.inspection_id).earlier) == 1


def test_a_document_that_was_looked_at_is_in_the_party_already(looks: Look) -> None:
    looks(1)
    with refused("party_twice"):
        looks(1)


def test_a_document_that_is_on_no_list_is_one_more(bus: Party, looks: Look) -> None:
    assert looks(7).position == 4


def test_the_entry_alone_does_it_and_twice_changes_nothing(bus: Party, looks: Look) -> None:
    member = looks(1)
    rows = list(Inspection.objects.order_by("id").values("id", "superseded_at"))
    for each in opened(Entry.objects.filter(verb="party.member_seen")):
        member_seen(each)
    assert list(Inspection.objects.order_by("id").values("id", "superseded_at")) == rows
    assert PartyMember.objects.get(id=member.id).inspection_id == member.inspection_id


class TestPressedTwice:
    """One press is one party."""

    def test_the_same_key_is_the_same_party(self, officer: Actor) -> None:
        begin = partial(
            services.begin_party,
            actor=officer,
            place="MSB",
            desk="Desk 1",
            direction=Direction.ENTRY,
            key=uuid7(),
        )
        assert begin() == begin()
        assert Party.objects.count() == 1
        with refused("party_key_reused"):
            begin(direction=Direction.EXIT)

    def test_a_list_is_written_once(self, officer: Actor) -> None:
        boarding = Boarding(
            place="MSB",
            desk="Desk 1",
            direction=Direction.ENTRY,
            zones=(zone(1), zone(2)),
            key=uuid7(),
        )
        assert begin_with_list(actor=officer, boarding=boarding) == begin_with_list(
            actor=officer, boarding=boarding
        )
        assert PartyMember.objects.count() == 2

    def test_without_a_key_each_press_is_a_party(self, officer: Actor) -> None:
        for _ in range(2):
            services.begin_party(
                actor=officer, place="MSB", desk="Desk 1", direction=Direction.ENTRY
            )
        assert Party.objects.count() == 2
