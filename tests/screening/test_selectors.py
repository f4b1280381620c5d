"""Matches and reads: exact, dated, limited to those who may, journaled before they answer."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, connection

from moeli.platform import clock
from moeli.platform.access import roles
from moeli.platform.access.actor import Actor, Scope
from moeli.platform.errors import MoeliError, PlatformError
from moeli.platform.journal.bodies import opened
from moeli.platform.journal.models import Entry
from moeli.platform.keyring import services as keyring
from moeli.platform.keyring.services import KeyringError
from moeli.platform.room import Recorded
from moeli.screening import selectors, services
from moeli.screening.sealing import SCOPE, key_subject
from moeli.screening.services import NewListing

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

IN_FORCE = date(2026, 11, 24)


def reads() -> list[Recorded]:
    return opened(Entry.objects.filter(verb="record.read").in_order().select_related("body"))


def test_a_listed_document_is_met_by_its_exact_number(
    owner: Actor, officer: Actor, listing: NewListing
) -> None:
    made = services.list_document(actor=owner, listing=listing)
    (hit,) = selectors.hits(officer, "UTO", "L898902C3", IN_FORCE, "MSB")
    assert (hit.id, hit.code, hit.instruction) == (made.id, "C1", "call_supervisor")


def test_a_hit_does_not_carry_why_the_document_is_listed(
    owner: Actor, officer: Actor, listing: NewListing
) -> None:
    services.list_document(actor=owner, listing=listing)
    (hit,) = selectors.hits(officer, "UTO", "L898902C3", IN_FORCE)
    assert "child" not in repr(hit)


@pytest.mark.parametrize("typed", ["l898902c3", "L 898-902 C3", "L898902C3<<"])
def test_a_match_minds_neither_case_nor_fillers(
    owner: Actor, officer: Actor, listing: NewListing, typed: str
) -> None:
    services.list_document(actor=owner, listing=listing)
    assert selectors.hits(officer, "UTO", typed, IN_FORCE)


@pytest.mark.parametrize(("state", "number"), [("UTO", "L898902C"), ("LSO", "L898902C3")])
def test_another_number_or_another_state_is_no_match(
    owner: Actor, officer: Actor, listing: NewListing, state: str, number: str
) -> None:
    services.list_document(actor=owner, listing=listing)
    assert selectors.hits(officer, state, number, IN_FORCE) == ()


@pytest.mark.parametrize(
    ("day", "met"),
    [
        (date(2026, 10, 31), False),
        (date(2026, 11, 1), True),
        (date(2026, 11, 30), True),
        (date(2026, 12, 1), False),
    ],
)
def test_an_entry_holds_from_its_first_to_its_last_day(
    owner: Actor, officer: Actor, listing: NewListing, day: date, met: bool
) -> None:
    services.list_document(actor=owner, listing=listing)
    assert bool(selectors.hits(officer, "UTO", "L898902C3", day)) is met


def test_without_a_last_day_an_entry_holds_until_withdrawn(
    owner: Actor, officer: Actor, listing: NewListing
) -> None:
    made = services.list_document(actor=owner, listing=replace(listing, listed_until=None))
    assert selectors.hits(officer, "UTO", "L898902C3", date(2099, 1, 1))
    services.withdraw_document(actor=owner, listed_id=made.id, motive="Found again")
    assert not selectors.hits(officer, "UTO", "L898902C3", date(2099, 1, 1))


def test_two_entries_with_one_instruction_are_one_hit(
    owner: Actor, officer: Actor, listing: NewListing
) -> None:
    services.list_document(actor=owner, listing=listing)
    services.list_document(actor=owner, listing=replace(listing, kind="court_order"))
    stolen = replace(listing, kind="lost_or_stolen", instruction="keep_document")
    services.list_document(actor=owner, listing=stolen)
    codes = [hit.code for hit in selectors.hits(officer, "UTO", "L898902C3", IN_FORCE)]
    assert codes == ["C1", "C2"]


def test_a_match_is_journaled_with_the_ids_it_read(
    owner: Actor, officer: Actor, listing: NewListing
) -> None:
    made = services.list_document(actor=owner, listing=listing)
    selectors.hits(officer, "UTO", "L898902C3", IN_FORCE, "MSB")
    (entry,) = reads()
    assert (entry.actor, entry.place) == (officer.id, "MSB")
    assert entry.body == {"purpose": "list:match", "ids": [str(made.id)]}


def test_whoever_may_not_be_told_gets_no_desk_rather_than_one_without_matches(
    reader: Actor,
) -> None:
    with pytest.raises(MoeliError) as raised:
        selectors.hits(reader, "UTO", "L898902C3", IN_FORCE)
    assert raised.value.reason is PlatformError.ABSENT


def test_an_officer_is_told_nothing_at_a_foreign_place(officer: Actor) -> None:
    with pytest.raises(MoeliError):
        selectors.hits(officer, "UTO", "L898902C3", IN_FORCE, "QNK")


def test_the_list_shows_no_number(owner: Actor, reader: Actor, listing: NewListing) -> None:
    services.list_document(actor=owner, listing=listing)
    (entry,) = selectors.entries(reader)
    assert entry.number == ""
    assert "L898902C3" not in repr(entry)


def test_the_list_shows_the_newest_first_and_no_withdrawn_entry(
    owner: Actor, reader: Actor, listing: NewListing
) -> None:
    ids = [
        services.list_document(actor=owner, listing=replace(listing, document_number=number)).id
        for number in ("A1", "A2", "A3")
    ]
    services.withdraw_document(actor=owner, listed_id=ids[1], motive="Found again")
    assert [entry.id for entry in selectors.entries(reader)] == [ids[2], ids[0]]


def test_a_search_finds_withdrawn_entries_too(
    owner: Actor, reader: Actor, listing: NewListing
) -> None:
    made = services.list_document(actor=owner, listing=listing)
    services.withdraw_document(actor=owner, listed_id=made.id, motive="Found again")
    (entry,) = selectors.entries_of(reader, "UTO", "L898902C3")
    assert entry.withdrawn_at
    assert not entry.in_force


def test_a_search_that_finds_nothing_is_journaled_too(reader: Actor) -> None:
    assert selectors.entries_of(reader, "UTO", "NOTLISTED") == ()
    (entry,) = reads()
    assert entry.body == {"purpose": "list:search", "ids": []}


def test_the_number_comes_out_only_with_its_own_journal_entry(
    owner: Actor, reader: Actor, listing: NewListing
) -> None:
    made = services.list_document(actor=owner, listing=listing)
    assert selectors.entry_with_number(reader, made.id).number == "L898902C3"
    (entry,) = reads()
    assert entry.body == {"purpose": "list:number", "ids": [str(made.id)]}


def test_an_erased_number_stays_erased(owner: Actor, reader: Actor, listing: NewListing) -> None:
    made = services.list_document(actor=owner, listing=listing)
    keyring.shred(subject=key_subject(made.id), scope=SCOPE)
    with pytest.raises(MoeliError) as raised:
        selectors.entry_with_number(reader, made.id)
    assert raised.value.reason is KeyringError.SHREDDED


@pytest.mark.parametrize(
    "role", [role for role in roles.roles() if "list.read" not in roles.actions_of(role)]
)
def test_who_may_not_read_the_list_finds_it_absent(
    role: str, owner: Actor, listing: NewListing
) -> None:
    made = services.list_document(actor=owner, listing=listing)
    other = Actor(id="other", grants=(Scope(role, "", roles.actions_of(role)),))
    for read in (
        lambda: selectors.entries(other),
        lambda: selectors.entries_of(other, "UTO", "L898902C3"),
        lambda: selectors.entry(other, made.id),
        lambda: selectors.entry_with_number(other, made.id),
    ):
        with pytest.raises(MoeliError) as raised:
            read()
        assert raised.value.reason is PlatformError.ABSENT
    assert reads() == []


@pytest.mark.parametrize(
    ("moment", "in_force"),
    [
        (datetime(2026, 10, 31, 21, 59, tzinfo=UTC), False),
        (datetime(2026, 10, 31, 22, 0, tzinfo=UTC), True),
        (datetime(2026, 11, 30, 21, 59, tzinfo=UTC), True),
        (datetime(2026, 11, 30, 22, 0, tzinfo=UTC), False),
    ],
)
def test_an_entry_changes_state_at_midnight_in_lesotho(
    owner: Actor, reader: Actor, listing: NewListing, moment: datetime, in_force: bool
) -> None:
    made = services.list_document(actor=owner, listing=listing)
    with clock.standing_still(moment):
        assert selectors.entry(reader, made.id).in_force is in_force


@pytest.mark.django_db(transaction=True)
def test_with_a_broken_journal_nothing_is_told(
    owner: Actor,
    officer: Actor,
    reader: Actor,
    listing: NewListing,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = services.list_document(actor=owner, listing=listing)

    def refuse_to_write(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
        if "INSERT" in sql and "journal" in sql:
            raise DatabaseError("the journal's table is broken")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse_to_write):
        for read in (
            lambda: selectors.hits(officer, "UTO", "L898902C3", IN_FORCE),
            lambda: selectors.entries(reader),
            lambda: selectors.entry_with_number(reader, made.id),
        ):
            with pytest.raises(MoeliError) as raised:
                read()
            assert raised.value.reason is PlatformError.UNAVAILABLE
