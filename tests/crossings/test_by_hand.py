"""Entry by hand: the same checks, nobody turned away for lack of a zone, and a cap on history."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moeli.crossings import carried, services
from moeli.crossings.afterwards.services import withdraw_decision
from moeli.crossings.by_hand import documents, typed_a_day
from moeli.crossings.capture import Capture, How
from moeli.crossings.captured import ByEye, kind_of, read_captured
from moeli.crossings.models import Decision, Inspection
from moeli.crossings.outcomes import Direction
from moeli.crossings.selectors import inspection_view
from moeli.platform import clock
from moeli.platform.access.actor import Actor
from moeli.platform.journal.bodies import opened
from moeli.platform.journal.models import Entry
from moeli.platform.notices.models import Notice
from moeli.standards.icao9303 import PartialDate, Status
from tests.crossings.conftest import CITIZEN, NOW, officer_at
from tests.refusals import refused

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
Open = Callable[..., Inspection]
Decide = Callable[..., Decision]
LERATO = ByEye(
    kind="passport",
    document_code="",
    issuing_state="LSO",
    document_number="RA1234567",
    primary_identifier="Thabana",
    secondary_identifier="Lerato",
    nationality="LSO",
    birth_date=PartialDate(1990, 3, 7),
    sex="F",
)


@pytest.fixture
def by_hand(officer: Actor) -> Open:
    return partial(
        services.open_by_hand,
        actor=officer,
        place="MSB",
        desk="Desk 1",
        direction=Direction.ENTRY,
        entered=LERATO,
        reason="zone_damaged",
    )


def test_it_is_the_same_document_as_the_scanned_one(
    open_: Open, decide: Decide, by_hand: Open, officer: Actor
) -> None:
    decide(open_(zone=CITIZEN).id)
    inspection = by_hand()
    view = inspection_view(officer, inspection.id)
    assert len(view.earlier) == 1
    assert (inspection.captured_how, inspection.document_code) == ("by_hand", "P")
    assert inspection.reason == "by_hand:zone_damaged"
    assert view.document
    assert view.document.primary_identifier == "THABANA"
    assert {each.status for each in view.document.fields.values()} == {Status.NOT_COVERED}


def test_nobody_is_turned_away_for_lack_of_a_number(
    by_hand: Open, decide: Decide, officer: Actor
) -> None:
    letter = replace(LERATO, kind="letter", document_number="", issuing_state="", birth_date=None)
    first = by_hand(entered=letter, reason="no_zone")
    view = inspection_view(officer, first.id)
    assert view.document
    assert view.document.document_number
    assert first.captured_how == "no_zone"
    decide(first.id)
    again = by_hand(entered=letter, reason="no_zone")
    assert again.document_hash != first.document_hash


def test_whoever_has_no_document_at_all_is_no_matter_of_one_officer(by_hand: Open) -> None:
    nothing = replace(LERATO, kind="nothing", document_number="")
    with refused("hand_incomplete"):
        by_hand(entered=nothing)
    assert "nothing" not in {row.id for row in documents(NOW.date())}


@pytest.mark.parametrize("kind", [row.id for row in documents(NOW.date())])
def test_every_paper_of_the_table_can_be_entered(by_hand: Open, kind: str) -> None:
    assert by_hand(entered=replace(LERATO, kind=kind)).document_hash


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"entered": replace(LERATO, kind="")}, "hand_incomplete"),
        ({"entered": replace(LERATO, document_number="  ")}, "hand_incomplete"),
        ({"entered": replace(LERATO, primary_identifier="'")}, "hand_incomplete"),
        ({"reason": "because"}, "hand_reason"),
        ({"desk": ""}, "wrong_place"),
        ({"actor": officer_at("MPB")}, "absent"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_opened(
    by_hand: Open, other: dict[str, object], code: str
) -> None:
    with refused(code):
        by_hand(**other)
    assert Inspection.objects.count() == 0


def test_headquarters_finds_it_by_its_own_key(by_hand: Open) -> None:
    inspection = by_hand()
    (entry,) = opened(Entry.objects.filter(verb="inspection.opened").select_related("body"))
    Inspection.objects.all().delete()
    carried.write([replace(entry, node=inspection.id)])  # of another node
    assert bytes(Inspection.objects.get().document_hash) == bytes(inspection.document_hash)


@given(
    st.builds(
        ByEye,
        kind=st.text(max_size=12),
        document_code=st.text(max_size=2),
        issuing_state=st.text(max_size=3),
        document_number=st.text(max_size=30),
        primary_identifier=st.text(max_size=40),
        secondary_identifier=st.text(max_size=40),
        nationality=st.text(max_size=3),
        birth_date=st.none()
        | st.builds(PartialDate, st.integers(1900, 2026), st.integers(1, 12), st.none()),
        sex=st.sampled_from(["M", "F", ""]),
    )
)
def test_what_is_entered_comes_out_of_its_envelope_as_it_went_in(entered: ByEye) -> None:
    document = read_captured(entered.text(), NOW.date())
    assert kind_of(entered.text()) == entered.kind
    assert document.birth_date == entered.birth_date
    assert read_captured(CITIZEN, NOW.date()).valid


def typed(open_: Open, times: int, how: How = How.TYPED) -> Inspection:
    for number in range(times):
        with clock.standing_still(NOW + timedelta(milliseconds=number)):
            inspection = open_(zone=CITIZEN, capture=Capture(how))
    return inspection


def test_history_of_typed_numbers_closes_for_the_day_and_a_supervisor_is_told(
    open_: Open, decide: Decide, officer: Actor
) -> None:
    most = typed_a_day(NOW.date())
    last = typed(open_, most)
    assert not inspection_view(officer, last.id).history_withheld
    assert not Notice.objects.exists()
    decide(last.id)
    with clock.standing_still(NOW + timedelta(hours=1)):
        for _ in range(2):
            beyond = inspection_view(officer, open_(zone=CITIZEN, capture=Capture(How.TYPED)).id)
            assert (beyond.history_withheld, beyond.earlier) == (True, ())
        scanned = open_(zone=CITIZEN, capture=Capture(How.WEDGE_SCAN))
        assert len(inspection_view(officer, scanned.id).earlier) == 1
    notice = Notice.objects.get()
    assert (notice.kind, notice.role, notice.place) == ("typing.capped", "shift_supervisor", "MSB")
    assert Entry.objects.filter(verb="typing.capped").count() == 1


def test_the_supervisors_are_told_also_when_an_undone_look_was_the_one_too_many(
    open_: Open, decide: Decide, officer: Actor
) -> None:
    last = typed(open_, typed_a_day(NOW.date()))
    with clock.standing_still(NOW + timedelta(seconds=1)):
        again = withdraw_decision(actor=officer, decision_id=decide(last.id).id)
        assert inspection_view(officer, again.id).history_withheld
    assert Notice.objects.get().kind == "typing.capped"


def test_tomorrow_and_for_another_officer_it_is_open_again(
    open_: Open, decide: Decide, officer: Actor
) -> None:
    decide(typed(open_, typed_a_day(NOW.date()) + 1).id)
    other = officer_at("MSB")
    hers = open_(actor=other, capture=Capture(How.TYPED), zone=CITIZEN)
    assert not inspection_view(other, hers.id).history_withheld
    with clock.standing_still(NOW + timedelta(days=1)):
        tomorrow = open_(zone=CITIZEN, capture=Capture(How.TYPED))
        assert not inspection_view(officer, tomorrow.id).history_withheld


@pytest.mark.parametrize("how", How)
def test_what_a_machine_read_or_a_list_brought_is_not_typed(how: How) -> None:
    machine = {How.WEDGE_SCAN, How.PHOTO_READ, How.PHOTO_ASKED, How.CHIP, How.LIST_ROW}
    assert how.typed == (how not in machine)
