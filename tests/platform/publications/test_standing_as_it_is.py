"""A version stands as it is: against our own code, a prompt, and another node's entries."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from moeli.platform.ids import uuid7
from moeli.platform.journal.bodies import opened
from moeli.platform.journal.models import Entry
from moeli.platform.keyring.models import DataKey
from moeli.platform.publications import contents, guard, projectors, selectors, services
from moeli.platform.publications.models import Channel, Content, Staged, Version
from moeli.platform.room import Recorded
from tests.platform.publications.conftest import CHANNEL, TODAY, Publish
from tests.platform.publications.tables import table
from tests.refusals import refused

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE moeli_publications_version SET effective_from = '2020-01-01'",
        "DELETE FROM moeli_publications_version",
        "UPDATE moeli_publications_content SET size = 1",
    ],
)
def test_the_database_refuses_to_change_or_remove_it(publish: Publish, statement: str) -> None:
    publish()
    with (
        pytest.raises(DatabaseError, match="stands as it is"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert Version.objects.filter(effective_from=TODAY).exists()


def test_a_content_that_a_version_names_cannot_be_removed(publish: Publish) -> None:
    publish()
    Staged.objects.all().delete()

    @transaction.atomic
    def remove() -> None:
        Content.objects.all()._raw_delete("default")
        connection.check_constraints()

    with pytest.raises(IntegrityError):
        remove()


def test_contents_lie_sealed_and_are_hashed_again_when_opened(publish: Publish) -> None:
    version = publish(table(source="CANARYSOURCE"))
    row = Content.objects.get()
    assert b"CANARYSOURCE" not in bytes(row.sealed)
    other = contents.keep(table(99))
    with guard.lifted(connection):
        Content.objects.filter(sha256=other).update(sealed=row.sealed)
    with refused("closed"):
        contents.opened(other)
    assert contents.opened(version.content_id) == table(source="CANARYSOURCE")
    assert DataKey.objects.filter(subject=f"content:{version.content_id}").count() == 1


@pytest.fixture
def entries(publish: Publish, stager: object) -> list[Recorded]:
    """Two versions published and the first restored."""
    publish(table(45))
    publish(table(46))
    services.roll_back(actor=stager, channel=CHANNEL, number=1, motive="Wrong figure")  # type: ignore[arg-type]  # an actor
    rows = Entry.objects.filter(verb__startswith="publication.").select_related("body")
    return opened(rows.order_by("sequence"))


PROJECT: dict[str, Callable[[Recorded], None]] = {
    "publication.staged": projectors.staged,
    "publication.published": projectors.published,
    "publication.rolled_back": projectors.published,
}


def rows() -> list[object]:
    return [
        *Version.objects.order_by("number").values(),
        *Staged.objects.order_by("sha256").values(),
        *Channel.objects.values(),
    ]


def test_replayed_into_empty_tables_the_entries_give_the_same_rows(
    entries: list[Recorded],
) -> None:
    before = rows()
    with guard.lifted(connection):
        Version.objects.all().delete()
    Staged.objects.all().delete()
    Channel.objects.all().delete()
    for each in entries * 2:
        PROJECT[each.verb](each)
    assert rows() == before


def test_what_another_node_says_it_published_is_not_published_here(
    entries: list[Recorded],
) -> None:
    before = rows()
    for each in entries:
        foreign = replace(each, node=uuid7(), subject=str(uuid7()))
        with refused("publication_only_headquarters"):
            PROJECT[each.verb](foreign)
    assert rows() == before
    in_force = selectors.in_force(CHANNEL, TODAY)
    assert in_force
    assert in_force.number == 3
