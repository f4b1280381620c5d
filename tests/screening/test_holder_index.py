"""The holders in memory follow the list: only what is new is opened, nothing stale stays."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from moeli.platform.access.actor import Actor
from moeli.platform.keyring import services as keyring
from moeli.platform.vault import master
from moeli.screening import edition, holder_index, services
from moeli.screening.edition import Edition
from moeli.screening.filing import FiledHolders
from moeli.screening.holder_index import HolderIndex
from moeli.screening.matching import Sought
from moeli.screening.models import ListChange, ListedDocument, ListEdition
from moeli.screening.sealing import SCOPE, key_subject
from moeli.screening.services import NewListing
from moeli.standards.icao9303 import PartialDate
from tests.refusals import refused

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
LERATO = Sought("Thabana", "Lerato", PartialDate(1990, 3, 7))
MODELS = (ListedDocument, ListEdition, ListChange)
List = Callable[[str], ListedDocument]


@pytest.fixture
def lists(listing: NewListing, owner: Actor) -> List:
    return lambda number: services.list_document(
        actor=owner, listing=replace(listing, holder=LERATO, document_number=number)
    )


@pytest.fixture
def index() -> HolderIndex:
    return HolderIndex()


def found(index: HolderIndex) -> frozenset[object]:
    return index.current().candidates(LERATO)


def damage(entry: ListedDocument) -> None:
    """Whoever opened the envelope again would find nobody in it."""
    ListedDocument.objects.filter(id=entry.id).update(holder=b"\x01" + bytes(60))


def rows() -> list[list[object]]:
    return [list(each.objects.all()) for each in MODELS]  # type: ignore[attr-defined]  # has one


def put_back(kept: list[list[object]]) -> None:
    for model, those in zip(MODELS, kept, strict=True):
        model.objects.all().delete()  # type: ignore[attr-defined]  # a model has a manager
        model.objects.bulk_create(those)  # type: ignore[attr-defined]  # the same


def test_what_was_opened_once_is_not_opened_again(lists: List, index: HolderIndex) -> None:
    one = lists("X1")
    assert found(index) == {one.id}
    damage(one)
    two = lists("X2")
    assert found(index) == {one.id, two.id}
    assert found(HolderIndex()) == {two.id}


def test_a_change_of_one_reads_no_more_of_a_longer_list(lists: List, index: HolderIndex) -> None:
    for number in range(3):
        lists(f"X{number}")
    found(index)
    lists("Y")
    with CaptureQueriesContext(connection) as asked:
        found(index)
    of_the_list = [
        each["sql"] for each in asked if '"moeli_screening_listeddocument"' in each["sql"]
    ]
    assert len(of_the_list) == 1
    assert " IN (" in of_the_list[0]
    assert of_the_list[0].count(",") < 5


def test_whose_key_was_destroyed_goes_from_memory_at_the_next_look(
    lists: List, index: HolderIndex
) -> None:
    one, two = lists("X1"), lists("X2")
    assert len(index.current()) == 2
    keyring.shred(subject=key_subject(one.id), scope=SCOPE)
    assert found(index) == {two.id}
    assert len(index.current()) == 1


def test_a_destroyed_key_does_not_hide_the_others_of_a_new_process(lists: List) -> None:
    one, two = lists("X1"), lists("X2")
    keyring.shred(subject=key_subject(one.id), scope=SCOPE)
    assert found(HolderIndex()) == {two.id}


def test_keys_of_other_things_change_no_list(lists: List) -> None:
    lists("X1")
    named = edition.current()
    keyring.shred(subject="person:1", scope=SCOPE)
    keyring.shred(subject=key_subject(uuid4()), scope=SCOPE)
    assert edition.current() == named


def test_what_was_taken_back_is_not_found_afterwards(lists: List, index: HolderIndex) -> None:
    lists("X1")
    with transaction.atomic():
        two = lists("X2")
        assert two.id in found(index)
        transaction.set_rollback(True)
    assert two.id not in found(index)
    three = lists("X3")
    assert three.id in found(index)
    assert two.id not in found(index)


def test_an_older_copy_put_in_the_place_of_the_database_leaves_nobody_stale(
    lists: List, owner: Actor, index: HolderIndex
) -> None:
    one = lists("X1")
    kept = rows()
    two = lists("X2")
    services.withdraw_document(actor=owner, listed_id=one.id, motive="Found")
    assert found(index) == {two.id}
    put_back(kept)
    assert found(index) == {one.id}


def test_a_copy_that_went_on_to_the_same_number_is_told_apart(
    lists: List, index: HolderIndex
) -> None:
    one = lists("X1")
    kept = rows()
    two = lists("X2")
    assert found(index) == {one.id, two.id}
    put_back(kept)
    three = lists("X3")
    assert edition.current().number == 2
    assert found(index) == {one.id, three.id}
    four = lists("X4")
    assert found(index) == {one.id, three.id, four.id}


def test_changes_are_followed_some_at_a_time_and_only_within_one_database(lists: List) -> None:
    assert edition.followed(Edition(), 5) is None
    one, two, three = lists("X1"), lists("X2"), lists("X3")
    first = Edition(1, ListChange.objects.get(listed=one.id).edition)
    assert edition.followed(first, 1) == (
        Edition(2, ListChange.objects.get(listed=two.id).edition),
        [two.id],
    )
    assert edition.followed(first, 9) == (edition.current(), [two.id, three.id])
    assert edition.followed(edition.current(), 9) == (edition.current(), [])
    assert edition.followed(replace(first, name=three.id), 9) is None


def test_a_key_that_cannot_be_read_is_an_error_and_no_empty_list(
    lists: List, index: HolderIndex, settings: Settings
) -> None:
    lists("X1")
    settings.MOELI_KEYS_MUST_EXIST = True
    with moved_away(master.folder() / master.CURRENT), refused("key_file"):
        found(index)
    assert len(found(index)) == 1


@contextmanager
def moved_away(path: Path) -> Iterator[None]:
    aside = path.with_suffix(".aside")
    path.rename(aside)
    try:
        yield
    finally:
        aside.rename(path)


@pytest.fixture
def busy(index: HolderIndex) -> Iterator[HolderIndex]:
    """Somebody reads the list meanwhile, and takes her time."""
    patient = HolderIndex(patience=0.05)
    with patient._turn:
        yield patient


def test_while_another_reads_whoever_asks_is_told_so(lists: List, busy: HolderIndex) -> None:
    lists("X1")
    with refused("names_unread"):
        found(busy)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Whoever files holders waits until it is told, so that a list is long however fast it is."""
    event = threading.Event()

    class Slow(FiledHolders):
        def file(self, holders: Mapping[UUID, Sought]) -> None:
            if holders:
                event.wait(30)
            super().file(holders)

    monkeypatch.setattr(holder_index, "FiledHolders", Slow)
    yield event
    event.set()


@pytest.mark.django_db(transaction=True)
def test_a_long_list_is_read_by_a_thread_and_nobody_is_said_to_be_absent(
    lists: List, told: threading.Event
) -> None:
    ids = {lists(f"X{number}").id for number in range(4)}
    impatient = HolderIndex(few=3, patience=0)
    with refused("names_unread"):
        found(impatient)
    told.set()
    assert impatient._reader
    impatient._reader.join(30)
    assert found(impatient) == ids


@pytest.mark.django_db(transaction=True)
def test_nobody_waits_for_a_reading_that_is_known_to_be_long(
    lists: List, told: threading.Event
) -> None:
    ids = {lists(f"X{number}").id for number in range(4)}
    patient = HolderIndex(few=3, patience=600)
    reader = threading.Thread(target=patient.follow_quietly)
    reader.start()
    while not patient._long:
        time.sleep(0.01)
    with refused("names_unread"):
        found(patient)
    told.set()
    reader.join()
    assert found(patient) == ids


@pytest.mark.django_db(transaction=True)
def test_many_changes_at_once_are_read_by_a_thread_too(lists: List) -> None:
    patient = HolderIndex(few=3, patience=30)
    ids = {lists("X0").id}
    assert found(patient) == ids
    assert patient._reader is None
    ids |= {lists(f"X{number}").id for number in range(1, 6)}
    assert found(patient) == ids
    assert patient._reader is not None


@pytest.mark.django_db(transaction=True)
def test_threads_that_ask_at_once_each_find_her(lists: List, index: HolderIndex) -> None:
    one, answers = lists("X1"), list[object]()

    def ask() -> None:
        try:
            answers.append(found(index))
        finally:
            connection.close()

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert answers == [{one.id}] * 6
