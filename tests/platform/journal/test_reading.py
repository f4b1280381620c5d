"""No audit, no data: a protected record is read only once the journal says who reads it."""

import pytest
from django.db import connection, transaction

from moeli.platform.journal.bodies import opened
from moeli.platform.journal.models import Entry
from moeli.platform.journal.services import reading, record
from moeli.platform.journal.verify import verify
from tests.platform.journal.house import Officer
from tests.platform.journal.house import opened as gate
from tests.refusals import refused

pytestmark = pytest.mark.both_engines


@pytest.mark.django_db(transaction=True)
def test_the_entry_is_committed_before_the_block_runs(officer: Officer) -> None:
    with reading(actor=officer, purpose="hit", ids=["a", "b"], place="MSB"):
        assert not connection.in_atomic_block
        row = Entry.objects.select_related("body").get()
    assert (row.verb, row.actor, row.subject, row.place) == ("record.read", "officer-1", "", "MSB")
    assert opened([row])[0].body == {"purpose": "hit", "ids": ["a", "b"]}


@pytest.mark.django_db
def test_one_record_is_the_subject_of_its_reading(officer: Officer) -> None:
    with reading(actor=officer, purpose="hit", ids=[7]):
        assert Entry.objects.get().subject == "7"


@pytest.mark.django_db(transaction=True)
def test_a_block_that_fails_leaves_the_entry_standing(officer: Officer) -> None:
    with pytest.raises(ZeroDivisionError), reading(actor=officer, purpose="hit", ids=["a"]):
        raise ZeroDivisionError
    assert Entry.objects.count() == 1
    assert verify().sound


@pytest.mark.django_db
@pytest.mark.parametrize("table", ["entry", "body", "head"])
def test_while_a_table_of_the_journal_is_broken_the_block_never_runs(
    officer: Officer, table: str
) -> None:
    with transaction.atomic():
        break_table(f"moeli_journal_{table}")
        with refused("unavailable") as caught:
            read(officer)
        transaction.set_rollback(True)
    assert caught.value.status == 503


def read(officer: Officer) -> None:
    with reading(actor=officer, purpose="hit", ids=["a"]):
        pytest.fail("the records were read although nothing was recorded")


def break_table(name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {name} RENAME TO {name}_gone")


@pytest.mark.django_db(transaction=True)
def test_recording_outside_a_transaction_is_a_defect_of_the_caller() -> None:
    with pytest.raises(RuntimeError):
        record(gate())
    assert not Entry.objects.exists()
