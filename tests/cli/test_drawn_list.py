"""The drawn list of the bench is one as production has it: chained, sealed, and found."""

import os
from itertools import islice
from random import Random

import pytest

from moeli.cli.benches.desk.listed import drawn, load_list
from moeli.demo.processes import largest_memory
from moeli.platform.journal.models import Entry
from moeli.platform.journal.verify import verify
from moeli.platform.keyring.models import DataKey
from moeli.screening.holder_index import HolderIndex
from moeli.screening.matching import can_be_met
from moeli.screening.models import ListedDocument


def people(seed: int, count: int) -> list[object]:
    return list(islice(drawn(Random(seed)), count))


def test_the_same_seed_draws_the_same_people_and_all_can_be_met() -> None:
    assert people(1, 50) == people(1, 50) != people(2, 50)
    assert all(can_be_met(each) for each in islice(drawn(Random(1)), 500))


def test_names_are_as_common_as_names_are() -> None:
    families = [each.primary for each in islice(drawn(Random(1)), 20_000)]
    tenth = sorted(families.count(name) for name in set(families[:300]))[-30:]
    assert max(tenth) > 5
    assert len(set(families)) > 3_000


@pytest.mark.django_db
@pytest.mark.both_engines
def test_what_is_loaded_verifies_and_each_is_found(capsys: pytest.CaptureFixture[str]) -> None:
    load_list(30)
    assert "listed" in capsys.readouterr().err
    assert ListedDocument.objects.count() == 30
    assert Entry.objects.filter(verb="list.document_listed").count() == 30
    assert verify().sound
    assert DataKey.objects.filter(scope="identity").count() == 30
    holders = HolderIndex().current()
    assert all(holders.candidates(each) for each in islice(drawn(Random(1966)), 30))


def test_the_memory_of_a_process_is_that_of_its_largest() -> None:
    before = largest_memory(os.getpid())
    kept = bytearray(b"x" * 40_000_000)
    assert largest_memory(os.getpid()) > before + 30_000_000
    assert kept
