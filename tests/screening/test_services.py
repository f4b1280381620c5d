"""Listing and withdrawing: who may, what is refused, what is recorded."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from django.db import connection

from moeli.platform.access import roles
from moeli.platform.access.actor import Actor, Scope
from moeli.platform.errors import MoeliError, PlatformError
from moeli.platform.journal.bodies import opened
from moeli.platform.journal.models import Entry
from moeli.screening import projectors, services
from moeli.screening.errors import ListError
from moeli.screening.models import ListedDocument
from moeli.screening.services import NewListing

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

NOBODY = UUID("01900000-0000-7000-8000-000000000000")


def refused(reason: ListError | PlatformError, actor: Actor, listing: NewListing) -> bool:
    with pytest.raises(MoeliError) as raised:
        services.list_document(actor=actor, listing=listing)
    return raised.value.reason is reason and not ListedDocument.objects.exists()


def test_a_listed_document_stands_with_its_particulars(owner: Actor, listing: NewListing) -> None:
    made = services.list_document(actor=owner, listing=listing)
    assert (made.issuing_state, made.kind, made.instruction) == (
        "UTO",
        "child_lookout",
        "call_supervisor",
    )
    assert (made.listed_from, made.listed_until) == (date(2026, 11, 1), date(2026, 11, 30))
    assert made.listed_by == owner.id
    assert made.withdrawn_at is None


def test_the_number_is_nowhere_in_the_database_in_the_clear(
    owner: Actor, listing: NewListing
) -> None:
    services.list_document(actor=owner, listing=listing)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            stored = b"|".join(
                value if isinstance(value, bytes) else str(value).encode()
                for row in cursor.fetchall()
                for value in (bytes(v) if isinstance(v, memoryview) else v for v in row)
            )
            assert b"L898902C3" not in stored, table


def test_listing_and_withdrawing_are_entries_of_the_journal(
    owner: Actor, listing: NewListing
) -> None:
    made = services.list_document(actor=owner, listing=listing)
    services.withdraw_document(actor=owner, listed_id=made.id, motive=" Found again ")
    entries = Entry.objects.filter(subject=str(made.id)).in_order().select_related("body")
    listed, withdrawn = opened(entries)
    assert (listed.verb, withdrawn.verb) == ("list.document_listed", "list.document_withdrawn")
    assert listed.body["document_number"] == "L898902C3"
    assert withdrawn.body == {"motive": "Found again"}


def test_both_verbs_are_told_without_the_number(owner: Actor, listing: NewListing) -> None:
    from moeli.platform import room

    made = services.list_document(actor=owner, listing=listing)
    services.withdraw_document(actor=owner, listed_id=made.id, motive="Found again")
    for entry in opened(Entry.objects.filter(subject=str(made.id)).select_related("body")):
        told = room.verbs()[entry.verb].render(entry)
        assert told
        assert "L898902C3" not in told


def test_applying_the_entries_again_changes_nothing(owner: Actor, listing: NewListing) -> None:
    made = services.list_document(actor=owner, listing=listing)
    withdrawn = services.withdraw_document(actor=owner, listed_id=made.id, motive="Found again")
    entries = Entry.objects.filter(subject=str(made.id)).in_order().select_related("body")
    first, second = opened(entries)
    projectors.document_listed(first)
    projectors.document_withdrawn(second)
    again = ListedDocument.objects.get()
    assert bytes(again.number) == bytes(made.number)
    assert again.withdrawn_at == withdrawn.withdrawn_at


@pytest.mark.parametrize("role", [role for role in roles.roles() if role != "list_owner"])
def test_nobody_but_the_owner_lists_or_withdraws(
    role: str, owner: Actor, listing: NewListing
) -> None:
    other = Actor(id="other", grants=(Scope(role, "", roles.actions_of(role)),))
    assert refused(PlatformError.ABSENT, other, listing)
    made = services.list_document(actor=owner, listing=listing)
    with pytest.raises(MoeliError) as raised:
        services.withdraw_document(actor=other, listed_id=made.id, motive="Because")
    assert raised.value.reason is PlatformError.ABSENT


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("issuing_state", "", ListError.BAD_STATE),
        ("issuing_state", "uto", ListError.BAD_STATE),
        ("issuing_state", "UTOP", ListError.BAD_STATE),
        ("issuing_state", "U O", ListError.BAD_STATE),
        ("issuing_state", "UTO\n", ListError.BAD_STATE),
        ("document_number", "", ListError.BAD_NUMBER),
        ("document_number", " -<", ListError.BAD_NUMBER),
        ("document_number", "L898902C3\n", ListError.BAD_NUMBER),
        ("document_number", "L" * 31, ListError.BAD_NUMBER),
        ("document_number", "L89\x008902", ListError.BAD_NUMBER),
        ("document_number", "\U0001f6c2", ListError.BAD_NUMBER),
        ("document_number", "ÄÖ12", ListError.BAD_NUMBER),
        ("kind", "whim", ListError.BAD_KIND),
        ("kind", "", ListError.BAD_KIND),
        ("instruction", "shout", ListError.BAD_INSTRUCTION),
        ("source", " ", ListError.BAD_SOURCE),
        ("source", "x" * 121, ListError.BAD_SOURCE),
        ("listed_until", date(2026, 10, 31), ListError.BAD_PERIOD),
    ],
)
def test_an_unsound_listing_is_refused_by_its_own_sentence(
    owner: Actor, listing: NewListing, field: str, value: object, reason: ListError
) -> None:
    assert refused(reason, owner, replace(listing, **{field: value}))  # type: ignore[arg-type]  # any field, whatever its type


def test_the_first_and_the_last_day_may_be_the_same(owner: Actor, listing: NewListing) -> None:
    one_day = replace(listing, listed_until=listing.listed_from)
    assert services.list_document(actor=owner, listing=one_day).withdrawn_at is None


def test_the_same_document_is_not_listed_twice_for_one_reason(
    owner: Actor, listing: NewListing
) -> None:
    services.list_document(actor=owner, listing=listing)
    with pytest.raises(MoeliError) as raised:
        services.list_document(actor=owner, listing=replace(listing, document_number="l898-902 c3"))
    assert raised.value.reason is ListError.ALREADY_LISTED


@pytest.mark.parametrize(
    "other",
    [{"kind": "court_order"}, {"issuing_state": "LSO"}, {"document_number": "L898902C4"}],
)
def test_another_reason_or_another_document_is_another_entry(
    owner: Actor, listing: NewListing, other: dict[str, str]
) -> None:
    services.list_document(actor=owner, listing=listing)
    another = replace(listing, **other)  # type: ignore[arg-type]  # any field of text
    assert services.list_document(actor=owner, listing=another).withdrawn_at is None


def test_after_a_withdrawal_or_the_last_day_it_may_be_listed_again(
    owner: Actor, listing: NewListing
) -> None:
    first = services.list_document(actor=owner, listing=listing)
    services.withdraw_document(actor=owner, listed_id=first.id, motive="Found again")
    assert services.list_document(actor=owner, listing=listing).withdrawn_at is None
    december = replace(listing, listed_from=date(2026, 12, 1), listed_until=None)
    assert services.list_document(actor=owner, listing=december).withdrawn_at is None


def test_checking_a_listing_writes_nothing(owner: Actor, listing: NewListing) -> None:
    services.check_listing(actor=owner, listing=listing)
    assert not ListedDocument.objects.exists()
    assert not Entry.objects.exists()


@pytest.mark.parametrize("motive", ["", "  ", "x" * 401])
def test_a_withdrawal_needs_a_motive_of_bearable_length(
    owner: Actor, listing: NewListing, motive: str
) -> None:
    made = services.list_document(actor=owner, listing=listing)
    with pytest.raises(MoeliError) as raised:
        services.withdraw_document(actor=owner, listed_id=made.id, motive=motive)
    assert raised.value.reason is ListError.MOTIVE_MISSING


def test_an_entry_is_withdrawn_once(owner: Actor, listing: NewListing) -> None:
    made = services.list_document(actor=owner, listing=listing)
    services.withdraw_document(actor=owner, listed_id=made.id, motive="Found again")
    with pytest.raises(MoeliError) as raised:
        services.withdraw_document(actor=owner, listed_id=made.id, motive="Found again")
    assert raised.value.reason is ListError.ALREADY_WITHDRAWN


def test_withdrawing_what_was_never_listed_answers_absent(owner: Actor) -> None:
    with pytest.raises(MoeliError) as raised:
        services.withdraw_document(actor=owner, listed_id=NOBODY, motive="Found again")
    assert raised.value.reason is PlatformError.ABSENT
