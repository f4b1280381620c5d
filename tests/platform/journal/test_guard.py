"""The database itself refuses to change or remove what the journal holds."""

import pytest
from django.db import DatabaseError, connection, transaction

from moeli.platform import clock
from moeli.platform.journal import anchors, guard
from moeli.platform.journal.models import Anchor, Body, Entry
from tests.platform.journal.house import record_many

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


@pytest.fixture(autouse=True)
def _anchored() -> None:
    record_many(3)
    anchors.anchor_now()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE moeli_journal_entry SET actor = 'x'",
        "DELETE FROM moeli_journal_entry",
        "UPDATE moeli_journal_body SET key_subject = 'x'",
        "DELETE FROM moeli_journal_body",
        "UPDATE moeli_journal_anchor SET sequence = 1",
        "DELETE FROM moeli_journal_anchor",
    ],
)
def test_a_statement_that_changes_or_removes_is_refused(statement: str) -> None:
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert Entry.objects.filter(actor="officer-1").count() == 3


@pytest.mark.parametrize("model", [Entry, Body, Anchor])
def test_the_refusal_holds_for_our_own_code_too(model: type[Entry | Body | Anchor]) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        model.objects.all()._raw_delete("default")
    assert model.objects.exists()


def test_only_the_time_of_copying_may_be_written_on_an_anchor() -> None:
    moment = clock.now()
    Anchor.objects.update(copied_at=moment)
    assert Anchor.objects.get().copied_at == moment


def test_the_guard_stands_again_after_it_was_lifted() -> None:
    with pytest.raises(ZeroDivisionError), guard.lifted(connection):
        raise ZeroDivisionError
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Entry.objects.update(actor="x")
