"""Opening an inspection."""

from collections.abc import Callable

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from moeli.crossings.models import Inspection
from moeli.platform.errors import MoeliError
from moeli.platform.journal.models import Entry
from tests.crossings.conftest import CITIZEN, SPECIMEN, officer_at
from tests.refusals import refused
from tests.trying import examples

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
Open = Callable[..., Inspection]


def test_it_keeps_what_the_statistics_need_in_the_clear(open_: Open) -> None:
    inspection = open_()
    assert (inspection.document_code, inspection.issuing_state) == ("P", "UTO")
    assert (inspection.nationality, inspection.place, inspection.desk) == ("UTO", "MSB", "Desk 1")


def test_no_name_and_no_number_lies_in_the_database_in_the_clear(open_: Open) -> None:
    open_()
    tables = connection.introspection.table_names()
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            row_text = b"".join(_bytes(value) for row in cursor.fetchall() for value in row)
            assert b"ERIKSSON" not in row_text
            assert b"L898902C" not in row_text


def _bytes(value: object) -> bytes:
    return bytes(value) if isinstance(value, (bytes, memoryview)) else str(value).encode()


def test_it_is_one_journal_entry_by_the_officer_about_the_inspection(open_: Open) -> None:
    inspection = open_()
    entry = Entry.objects.get(verb="inspection.opened")
    assert (entry.subject, entry.actor, entry.place) == (
        str(inspection.id),
        inspection.officer,
        "MSB",
    )


def test_a_newer_inspection_of_the_officer_at_the_desk_supersedes_the_open_one(open_: Open) -> None:
    older, newer = open_(), open_(zone=CITIZEN)
    older.refresh_from_db()
    assert older.superseded_at == newer.opened_at
    assert newer.superseded_at is None


def test_another_desk_or_another_officer_supersedes_nothing(open_: Open) -> None:
    mine = open_()
    open_(desk="Desk 2")
    open_(actor=officer_at("MSB"))
    mine.refresh_from_db()
    assert mine.superseded_at is None


def test_a_wrong_check_digit_does_not_stop_the_inspection(open_: Open) -> None:
    assert open_(zone=SPECIMEN.replace("L898902C36", "L898902C37")).id


@pytest.mark.parametrize(
    "zone", ["", "HELLO", "P<UTO", "\x00" * 88, "😀" * 44, "<" * 88, "A" * 10_000]
)
def test_a_zone_without_a_document_number_is_refused_and_nothing_is_kept(
    open_: Open, zone: str
) -> None:
    with refused("unreadable"):
        open_(zone=zone)
    assert Inspection.objects.count() == 0
    assert Entry.objects.count() == 0


@given(zone=st.text(max_size=200))
@settings(max_examples=examples(40), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_opens_an_inspection_or_is_refused_in_one_sentence(open_: Open, zone: str) -> None:
    told = _told(open_, zone)
    assert told is None or (told.code == "unreadable" and str(told).endswith("."))


def _told(open_: Open, zone: str) -> MoeliError | None:
    try:
        open_(zone=zone)
    except MoeliError as error:
        return error
    return None


def test_without_a_desk_there_is_no_inspection(open_: Open) -> None:
    with refused("wrong_place"):
        open_(desk="")


@pytest.mark.parametrize("actions", [frozenset(), frozenset({"decision.make", "list.read"})])
def test_who_may_not_inspect_is_told_nothing(open_: Open, actions: frozenset[str]) -> None:
    with refused("absent"):
        open_(actor=officer_at("MSB", actions))


def test_an_officer_of_another_post_cannot_inspect_here(open_: Open) -> None:
    with refused("absent"):
        open_(actor=officer_at("MPB"))
