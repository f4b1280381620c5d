"""The index of holders follows every change of the list, and asks one row whether there was any."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from moeli.platform.access.actor import Actor
from moeli.platform.journal.bodies import opened
from moeli.platform.journal.models import Entry
from moeli.platform.room import Recorded
from moeli.screening import edition, holder_index, projectors, services
from moeli.screening.matching import Sought
from moeli.screening.models import ListChange, ListedDocument, ListEdition
from moeli.screening.services import NewListing
from moeli.standards.icao9303 import PartialDate

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
LERATO = Sought("Thabana", "Lerato", PartialDate(1990, 3, 7))
List = Callable[[str], ListedDocument]
ALIKE = [
    each.name
    for each in ListedDocument._meta.fields
    if each.name not in {"number", "holder"}  # sealed anew
]


@pytest.fixture
def lists(listing: NewListing, owner: Actor) -> List:
    return lambda number: services.list_document(
        actor=owner, listing=replace(listing, holder=LERATO, document_number=number)
    )


def found() -> frozenset[object]:
    return holder_index.current().candidates(LERATO)


def recorded(verb: str) -> Recorded:
    rows = Entry.objects.filter(verb=verb).select_related("body")
    return list(opened(rows))[-1]


def test_one_more_and_one_less_are_seen_at_once(lists: List, owner: Actor) -> None:
    assert found() == frozenset()
    one = lists("X1")
    assert found() == {one.id}
    two = lists("X2")
    assert found() == {one.id, two.id}
    services.withdraw_document(actor=owner, listed_id=one.id, motive="Found")
    assert found() == {two.id}


def test_what_headquarters_sent_is_seen_at_once(lists: List, owner: Actor) -> None:
    one = lists("X1")
    services.withdraw_document(actor=owner, listed_id=one.id, motive="Found")
    listed, withdrawn = recorded("list.document_listed"), recorded("list.document_withdrawn")
    ListedDocument.objects.all().delete()
    assert found() == frozenset()
    projectors.document_listed(listed)
    assert found() == {one.id}
    projectors.document_withdrawn(withdrawn)
    assert found() == frozenset()


def test_what_was_told_before_changes_nothing(lists: List) -> None:
    lists("X1")
    named = edition.current()
    projectors.document_listed(recorded("list.document_listed"))
    assert edition.current() == named


def test_a_change_that_was_taken_back_leaves_the_list_its_name(lists: List) -> None:
    named = edition.current()
    with transaction.atomic():
        lists("X1")
        transaction.set_rollback(True)
    assert edition.current() == named
    assert found() == frozenset()


def test_a_list_emptied_and_filled_again_has_no_name_that_it_had_before(lists: List) -> None:
    lists("X1")
    assert found()
    for each in (ListedDocument, ListEdition, ListChange):
        each.objects.all().delete()  # type: ignore[attr-defined]  # a model has a manager
    again = lists("X1")
    assert found() == {again.id}


def test_asking_whether_it_changed_reads_one_row_however_long_the_list(lists: List) -> None:
    lists("X1")
    found()
    with CaptureQueriesContext(connection) as asked:
        found()
    (only,) = asked.captured_queries
    assert "listedition" in only["sql"]
    assert "listeddocument" not in only["sql"]


def test_many_that_headquarters_sent_together_are_as_those_that_came_singly(
    lists: List,
) -> None:
    lists("X1")
    lists("X2")
    sent = list(opened(Entry.objects.filter(verb="list.document_listed").select_related("body")))
    singly = list(ListedDocument.objects.order_by("id").values(*ALIKE))
    ListedDocument.objects.all().delete()
    projectors.documents_listed([*sent, sent[0]])
    assert list(ListedDocument.objects.order_by("id").values(*ALIKE)) == singly
    assert found() == {UUID(each.subject) for each in sent}
    named = edition.current()
    projectors.documents_listed(sent)
    assert edition.current() == named


def test_each_changed_entry_has_a_place_of_its_own_among_the_changes(
    lists: List, owner: Actor
) -> None:
    one, two = lists("X1"), lists("X2")
    services.withdraw_document(actor=owner, listed_id=one.id, motive="Found")
    changes = ListChange.objects.order_by("number").values_list("number", "listed")
    assert list(changes) == [(1, one.id), (2, two.id), (3, one.id)]
    assert edition.current().number == 3
    assert len(set(ListChange.objects.values_list("edition", flat=True))) == 3
