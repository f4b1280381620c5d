"""The journal alone tells the whole story again."""

from collections.abc import Callable, Iterable

import pytest
from django.db import models

from moeli.crossings.models import Crossing, Decision, Inspection
from moeli.crossings.outcomes import Direction, Outcome
from moeli.platform import room
from moeli.platform.journal.bodies import opened
from moeli.platform.journal.models import Entry
from tests.crossings.conftest import CITIZEN

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
TABLES: tuple[type[models.Model], ...] = (Inspection, Decision, Crossing)
Open = Callable[..., Inspection]
Decide = Callable[..., Decision]


@pytest.fixture
def a_morning(open_: Open, decide: Decide) -> None:
    decide(open_().id)
    decide(open_(zone=CITIZEN, direction=Direction.EXIT).id, Outcome.DEPARTED)
    decide(open_().id, Outcome.REFUSED, ground="document_expired")
    open_(zone=CITIZEN)
    open_()


def rows(table: type[models.Model]) -> list[dict[str, object]]:
    sealed_anew = {"zone"}  # another envelope of the same zone
    fields = [each.attname for each in table._meta.concrete_fields if each.name not in sealed_anew]
    return [
        {
            name: bytes(value) if isinstance(value, memoryview) else value
            for name, value in row.items()
        }
        for row in table._default_manager.order_by("id").values(*fields)
    ]


def replay(entries: Iterable[Entry]) -> None:
    for recorded in opened(entries):
        project = room.verbs()[recorded.verb].project
        if project:
            project(recorded)


@pytest.mark.usefixtures("a_morning")
def test_replaying_the_journal_into_empty_tables_gives_the_same_tables() -> None:
    before = [rows(table) for table in TABLES]
    for table in reversed(TABLES):
        table._default_manager.all().delete()
    replay(Entry.objects.in_order().select_related("body"))
    assert [rows(table) for table in TABLES] == before
    assert [len(each) for each in before] == [5, 3, 2]


@pytest.mark.usefixtures("a_morning")
def test_replaying_it_over_the_full_tables_changes_nothing() -> None:
    before = [rows(table) for table in TABLES]
    replay(Entry.objects.in_order().select_related("body"))
    assert [rows(table) for table in TABLES] == before
