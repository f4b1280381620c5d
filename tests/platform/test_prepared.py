"""Statements composed once answer what query sets answer, and write what Django writes."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from moeli.platform.access.models import Booth, Grant, User
from moeli.platform.ids import uuid7
from moeli.platform.journal.models import Head
from moeli.platform.prepared import Asked, Change, Prepared, insert, together, update

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


def booth(name: str, **changed: object) -> Booth:
    given = {"place": "MSB", "token_hash": b"\x00\xff", "enrolled_at": NOW, **changed}
    return Booth(name=name, **given)  # type: ignore[misc]  # as each test changes it


def person() -> User:
    return User.objects.create(username="u", name="N", agency="immigration", added_at=NOW)


@pytest.mark.django_db
def test_it_answers_rows_as_the_query_set_does() -> None:
    insert([booth("Desk 1"), booth("Desk 2"), booth("Desk 3", retired_at=NOW)])
    rows = Booth.objects.filter(place="MSB", retired_at=None).order_by("name")
    standing = Prepared(
        lambda: Booth.objects.filter(place=Asked("place"), retired_at=None).order_by("name")
    )
    told = standing.rows(place="MSB")
    assert [each.__dict__ | {"_state": 0} for each in told] == [
        each.__dict__ | {"_state": 0} for each in rows
    ]
    assert standing.rows(place="SAP") == []
    assert standing.first(place="SAP") is None


@pytest.mark.django_db
@pytest.mark.parametrize("moment", [NOW, NOW + timedelta(microseconds=1)])
def test_moments_days_and_bytes_find_what_was_stored(moment: datetime) -> None:
    insert([booth("Desk 1", enrolled_at=moment)])
    found = Prepared(
        lambda: Booth.objects.filter(
            enrolled_at=Asked("at"), token_hash=Asked("hash"), id__gt=Asked("after")
        ).values_list("enrolled_at", "name")
    )
    asked = {"at": moment, "hash": b"\x00\xff", "after": uuid4().__class__(int=0)}
    assert found.rows(**asked) == [(moment, "Desk 1")]
    assert found.rows(**asked | {"hash": b"\x00"}) == []


@pytest.mark.django_db
def test_related_rows_come_along() -> None:
    holder = person()
    grant = Grant(user=holder, role="r", first_day=date(2026, 1, 1), granted_by="s", granted_at=NOW)
    insert([grant])
    found = Prepared(
        lambda: Grant.objects.select_related("user").filter(first_day__lte=Asked("day"))
    ).first(day=date(2026, 1, 1))
    with CaptureQueriesContext(connection) as asked:
        assert found is not None
        assert found.user.username == "u"
    assert len(asked) == 0


@pytest.mark.django_db
def test_it_is_composed_once() -> None:
    composed: list[int] = []

    def compose():  # type: ignore[no-untyped-def]
        composed.append(1)
        return Booth.objects.filter(name=Asked("name")).values_list("place", flat=True)

    look = Prepared(compose)
    insert([booth("Desk 1"), booth("Desk 2", place="SAP")])
    assert (look.first(name="Desk 1"), look.first(name="Desk 2")) == ("MSB", "SAP")
    assert composed == [1]


@pytest.mark.django_db
def test_a_value_that_is_not_handed_in_is_an_error_and_not_everything() -> None:
    look = Prepared(lambda: Booth.objects.filter(name=Asked("name")))
    with pytest.raises(KeyError):
        look.rows(nme="Desk 1")


@pytest.mark.django_db(transaction=True)
def test_a_row_is_locked_inside_a_transaction_only() -> None:
    look = Prepared(lambda: Booth.objects.select_for_update().filter(name=Asked("name")))
    with transaction.atomic():
        assert look.first(name="Desk 1") is None
    with pytest.raises(transaction.TransactionManagementError):
        look.first(name="Desk 1")


@pytest.mark.django_db
def test_what_is_no_row_tuple_or_value_is_refused() -> None:
    with pytest.raises(TypeError):
        Prepared(lambda: Booth.objects.values("name")).rows()


@pytest.mark.django_db
def test_rows_are_written_whole_and_known_as_written() -> None:
    one, two = booth("Desk 1"), booth("Desk 2", retired_at=NOW)
    insert([one])
    insert([two, booth("Desk 3")])
    assert not one._state.adding
    again = Booth.objects.get(id=two.id)
    assert (again.name, again.retired_at, bytes(again.token_hash)) == ("Desk 2", NOW, b"\x00\xff")
    one.name = "Desk 9"
    one.save()
    assert Booth.objects.count() == 3
    insert([])


@pytest.mark.django_db
@pytest.mark.both_engines
def test_more_rows_are_written_than_one_statement_holds_values() -> None:
    many = 65_535 // len(Booth._meta.local_concrete_fields) + 1
    booths = [booth(str(number)) for number in range(many)]
    insert(booths)
    assert Booth.objects.count() == many
    assert Booth.objects.get(name=str(many - 1)).id == booths[-1].id


@pytest.mark.django_db
def test_what_the_database_refuses_is_an_integrity_error_and_ends_the_transaction() -> None:
    one = booth("Desk 1")
    insert([one])
    with pytest.raises(IntegrityError), transaction.atomic():
        insert([booth("Desk 1", id=one.id)])
    with transaction.atomic():
        with pytest.raises(IntegrityError):
            insert([booth("Desk 1", id=one.id)])
        assert transaction.get_connection().needs_rollback
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_some_fields_of_a_row_are_changed_and_no_other_row() -> None:
    heads = [Head(node=uuid7(), epoch=1, sequence=n, digest=b"d") for n in (1, 2)]
    insert(heads)
    heads[0].sequence, heads[0].epoch = 9, 5
    update(heads[0], "sequence")
    kept = dict(Head.objects.values_list("node", "sequence"))
    assert kept == {heads[0].node: 9, heads[1].node: 2}
    assert set(Head.objects.values_list("epoch", flat=True)) == {1}


@pytest.mark.django_db
def test_a_row_that_is_not_there_cannot_be_changed() -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        update(Head(node=uuid7(), epoch=1, sequence=1, digest=b""), "sequence")


@pytest.mark.django_db
@pytest.mark.both_engines
def test_rows_of_several_models_are_written_together() -> None:
    old, new = Head(node=uuid7(), epoch=1, sequence=1, digest=b"d"), booth("Desk 1")
    insert([old])
    old.sequence, old.epoch = 9, 5
    together(Change(new), Change(person_of(new)), Change(old, ("sequence",)))
    assert Booth.objects.get().name == User.objects.get().name == "Desk 1"
    assert Head.objects.values_list("sequence", "epoch").get() == (9, 1)
    new.name = "Desk 2"
    new.save()
    assert Booth.objects.get().name == "Desk 2"


def person_of(booth: Booth) -> User:
    return User(username="u", name=booth.name, agency="immigration", added_at=NOW)


@pytest.mark.django_db
@pytest.mark.both_engines
def test_of_rows_written_together_all_are_there_or_none() -> None:
    gone = Head(node=uuid7(), epoch=1, sequence=1, digest=b"")
    with pytest.raises(DatabaseError), transaction.atomic():
        together(Change(booth("Desk 1")), Change(gone, ("sequence",)))
    assert not Booth.objects.exists()
