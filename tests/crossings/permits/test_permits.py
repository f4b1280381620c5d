"""A permit is recorded once for the document before the officer, and ended by a supervisor."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from moeli.crossings.models import Inspection
from moeli.crossings.permits.lasting import months_later
from moeli.crossings.permits.models import Permit
from moeli.crossings.permits.projectors import permit_withdrawn
from moeli.crossings.permits.selectors import held_on, permits_page
from moeli.crossings.permits.services import (
    Because,
    NewPermit,
    Origin,
    record_permit,
    withdraw_permit,
)
from moeli.crossings.sealing import SCOPE
from moeli.platform import clock
from moeli.platform.access.actor import Actor
from moeli.platform.ids import uuid7
from moeli.platform.journal.models import Entry
from moeli.platform.journal.verify import verify
from moeli.platform.keyring.services import shred
from tests.crossings import replaying
from tests.crossings.conftest import CITIZEN, NOW, OFFICER_ACTIONS, officer_at
from tests.refusals import refused

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
Open = Callable[..., Inspection]
MAY = OFFICER_ACTIONS | {"permit.record"}
VISA = NewPermit(
    kind="visa_single",
    number="V 123456",
    valid_from=date(2026, 11, 1),
    valid_to=date(2027, 1, 31),
)


@pytest.fixture
def clerk() -> Actor:
    return officer_at("MSB", MAY)


@pytest.fixture
def supervisor() -> Actor:
    return officer_at("MSB", MAY | {"permit.withdraw"})


def changed(**given: object) -> NewPermit:
    kept = {name: getattr(VISA, name) for name in ("kind", "number", "valid_from", "valid_to")}
    return NewPermit(**kept | given)  # type: ignore[arg-type]  # a test changes what it wants


def test_a_recorded_permit_is_known_at_the_next_inspection_of_the_document(
    open_: Open, clerk: Actor
) -> None:
    made = record_permit(actor=clerk, inspection_id=open_().id, permit=VISA)
    assert b"123456" not in bytes(made.number)
    later = open_()
    (known,) = held_on(bytes(later.document_hash))
    assert (known.held.kind, known.held.single_entry, known.traveller) == (
        "visa_single",
        True,
        "visitor",
    )
    (seen,) = permits_page(clerk, later.id).rows
    assert (seen.number, seen.origin, seen.may_withdraw) == ("V 123456", Origin.SEEN, False)
    assert Entry.objects.filter(verb="record.read").exists()
    assert held_on(bytes(open_(zone=CITIZEN).document_hash)) == ()
    assert not permits_page(clerk, later.id).open  # superseded, and so closed
    assert verify().sound


@pytest.mark.parametrize(
    ("permit", "code"),
    [
        (changed(kind="love_letter"), "bad_permit_kind"),
        (changed(kind="special_permit"), "bad_permit_kind"),  # none was issued after 2019
        (changed(valid_to=date(2026, 10, 31)), "bad_permit_dates"),
        (changed(valid_to=None), "bad_permit_dates"),
        (changed(valid_to=date(2027, 2, 2)), "permit_too_long"),  # three months, generously
        (changed(number="  "), "bad_permit_number"),
        (changed(number="9" * 41), "bad_permit_number"),
        (changed(number="1\n2"), "bad_permit_number"),
    ],
)
def test_what_cannot_be_a_permit_is_refused_whole(
    open_: Open, clerk: Actor, permit: NewPermit, code: str
) -> None:
    with refused(code):
        record_permit(actor=clerk, inspection_id=open_().id, permit=permit)
    assert not Permit.objects.exists()


def test_an_indefinite_permit_has_no_end_and_an_old_kind_was_issued_in_its_time(
    open_: Open, clerk: Actor
) -> None:
    inspection = open_()
    unending = changed(kind="indefinite_permit", valid_to=None)
    assert record_permit(actor=clerk, inspection_id=inspection.id, permit=unending).valid_to is None
    old = changed(kind="special_permit", valid_from=date(2016, 2, 1), valid_to=date(2019, 12, 31))
    record_permit(actor=clerk, inspection_id=inspection.id, permit=old)
    assert [each.held.kind for each in held_on(bytes(inspection.document_hash))] == [
        "indefinite_permit",
        "special_permit",
    ]


def test_the_same_permit_is_recorded_once(open_: Open, clerk: Actor) -> None:
    record_permit(actor=clerk, inspection_id=open_().id, permit=VISA)
    with refused("permit_twice"):
        record_permit(actor=clerk, inspection_id=open_().id, permit=VISA)


def test_only_inside_an_open_inspection_at_her_own_port(open_: Open, clerk: Actor) -> None:
    old = open_()
    open_()
    with refused("superseded"):
        record_permit(actor=clerk, inspection_id=old.id, permit=VISA)
    with refused("absent"):
        record_permit(actor=officer_at("MSB"), inspection_id=open_().id, permit=VISA)
    with refused("absent"):
        record_permit(actor=officer_at("CAL", MAY), inspection_id=open_().id, permit=VISA)
    late = open_()
    with clock.standing_still(NOW + timedelta(minutes=31)):
        with refused("stale"):
            record_permit(actor=clerk, inspection_id=late.id, permit=VISA)
        assert permits_page(clerk, late.id).rows == ()
    with refused("absent"):
        permits_page(officer_at("MSB"), late.id)


@pytest.mark.parametrize(
    ("first", "months", "last"),
    [
        (date(2026, 11, 1), 3, date(2027, 2, 1)),
        (date(2027, 2, 1), 3, date(2027, 5, 2)),  # ninety days
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
    ],
)
def test_months_end_on_the_same_day_or_after_thirty_days_each(
    first: date, months: int, last: date
) -> None:
    assert months_later(first, months) == last


def test_a_supervisor_ends_it_once_and_then_it_counts_no_more(
    open_: Open, clerk: Actor, supervisor: Actor
) -> None:
    inspection = open_()
    made = record_permit(actor=clerk, inspection_id=inspection.id, permit=VISA)
    for stranger in (clerk, officer_at("CAL", MAY | {"permit.withdraw"})):
        with refused("absent"):
            withdraw_permit(actor=stranger, permit_id=made.id, because=Because.MISTAKE)
    (seen,) = permits_page(supervisor, inspection.id).rows
    assert seen.may_withdraw
    ended = withdraw_permit(actor=supervisor, permit_id=made.id, because=Because.NOT_GENUINE)
    assert (ended.withdrawn_by, ended.withdrawn_because) == (supervisor.id, "not_genuine")
    assert held_on(bytes(inspection.document_hash)) == ()
    with refused("permit_withdrawn"):
        withdraw_permit(actor=supervisor, permit_id=made.id, because=Because.MISTAKE)
    with refused("absent"):
        withdraw_permit(actor=supervisor, permit_id=uuid7(), because=Because.MISTAKE)
    record_permit(actor=clerk, inspection_id=inspection.id, permit=VISA)


def test_the_journal_alone_tells_it_again_and_twice_is_once(
    open_: Open, clerk: Actor, supervisor: Actor
) -> None:
    made = record_permit(actor=clerk, inspection_id=open_().id, permit=VISA)
    record_permit(
        actor=clerk,
        inspection_id=open_().id,
        permit=changed(kind="indefinite_permit", valid_to=None),
    )
    withdraw_permit(actor=supervisor, permit_id=made.id, because=Because.CANCELLED)
    before = replaying.rows(Permit, "number")
    Permit.objects.all().delete()
    replaying.again(replaying.told("permit.recorded", "permit.withdrawn"))
    assert replaying.rows(Permit, "number") == before


def test_a_permit_holds_on_when_its_number_was_erased(open_: Open, clerk: Actor) -> None:
    made = record_permit(actor=clerk, inspection_id=open_().id, permit=VISA)
    with clock.standing_still(NOW + timedelta(days=40)):
        later = open_()
        record_permit(actor=clerk, inspection_id=later.id, permit=changed(kind="visa_multiple"))
        shred(subject=made.key_subject, scope=SCOPE)
        shown = permits_page(clerk, later.id).rows
    assert sorted(each.number for each in shown) == ["", "V 123456"]


def test_no_post_ends_a_permit_of_another(open_: Open, clerk: Actor, supervisor: Actor) -> None:
    made = record_permit(actor=clerk, inspection_id=open_().id, permit=VISA)
    withdraw_permit(actor=supervisor, permit_id=made.id, because=Because.CANCELLED)
    (told,) = replaying.told("permit.withdrawn")
    Permit.objects.update(withdrawn_at=None)
    permit_withdrawn(replace(told, place="MPB"))
    assert Permit.objects.get().withdrawn_at is None
    permit_withdrawn(told)
    assert Permit.objects.get().withdrawn_at
