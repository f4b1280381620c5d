"""What recording promises: one transaction, one chain, bodies sealed, effects told in order."""

from datetime import UTC, datetime
from itertools import pairwise

import pytest
from django.db import transaction

from moeli.platform import clock, node
from moeli.platform.journal import chain
from moeli.platform.journal.bodies import opened as opened_bodies
from moeli.platform.journal.models import Body, Entry, Head
from moeli.platform.journal.services import NewEntry, record
from moeli.platform.journal.verify import verify
from moeli.platform.keyring import services as keyring
from tests.platform.journal.house import Heard, opened, record_many, record_one
from tests.refusals import refused

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


def test_the_first_entry_follows_the_genesis_of_its_node_and_epoch() -> None:
    record_one()
    this_node = node.current()
    assert bytes(Entry.objects.get().previous) == chain.genesis(this_node.id, this_node.epoch)


def test_each_entry_follows_the_one_before_and_the_head_is_the_last() -> None:
    record_many(3)
    record_one()
    rows = list(Entry.objects.in_order())
    assert [row.sequence for row in rows] == [1, 2, 3, 4]
    assert all(bytes(row.previous) == bytes(before.digest) for before, row in pairwise(rows))
    assert bytes(Head.objects.get().digest) == bytes(rows[-1].digest)


def test_a_change_that_is_rolled_back_leaves_no_entry_and_no_gap() -> None:
    record_one()
    with transaction.atomic():
        record(opened())
        transaction.set_rollback(True)
    record_one()
    assert [row.sequence for row in Entry.objects.in_order()] == [1, 2]
    assert verify().sound


def test_a_verb_that_no_room_declares_is_a_defect_of_the_caller() -> None:
    with pytest.raises(KeyError), transaction.atomic():
        record(NewEntry(verb="gate.painted", actor="officer-1", subject="gate-1", body={}))
    assert not Entry.objects.exists()


def test_the_body_is_sealed_and_comes_back_as_it_was_given() -> None:
    with transaction.atomic():
        record(opened(bearer="ERIKSSON"))
    assert b"ERIKSSON" not in bytes(Body.objects.get().sealed)
    assert opened_bodies(Entry.objects.select_related("body"))[0].body == {"bearer": "ERIKSSON"}


def test_an_entry_without_a_key_subject_is_sealed_under_the_month_of_the_node() -> None:
    with clock.standing_still(NOW):
        record_one()
    assert Body.objects.get().key_subject == f"node:{node.current().id}:2026-11"


def test_a_shredded_body_stays_shut_while_the_chain_stays_sound() -> None:
    record_one()
    assert keyring.shred(subject=Body.objects.get().key_subject, scope="journal") == 1
    with refused("shredded"):
        opened_bodies(Entry.objects.select_related("body"))
    assert verify().sound


def test_what_happened_on_paper_keeps_its_own_time() -> None:
    earlier = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
    with clock.standing_still(NOW), transaction.atomic():
        late = NewEntry(
            verb="gate.seen", actor="officer-1", subject="g", body={}, occurred_at=earlier
        )
        recorded = record(late)
    assert (recorded.occurred_at, recorded.recorded_at) == (earlier, NOW)


def test_the_projector_is_told_before_the_listeners_and_a_witness_has_neither(
    heard: Heard,
) -> None:
    recorded = record_one()
    with transaction.atomic():
        record(NewEntry(verb="gate.seen", actor="officer-1", subject="gate-1", body={}))
    assert heard.projected == heard.listened == [recorded]
