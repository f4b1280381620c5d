"""A restored node begins a new epoch: its chain goes on there, and nothing is overwritten."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from django.db import connection, transaction

from moeli.platform import node
from moeli.platform.journal import anchors, chain, epochs, second_place
from moeli.platform.journal.epochs import BEGUN
from moeli.platform.journal.models import Anchor, Entry, Head
from moeli.platform.journal.report import described
from moeli.platform.journal.verify import verify
from tests.platform.journal.house import attack, record_many, record_one
from tests.refusals import refused

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def restored(monkeypatch: pytest.MonkeyPatch, epoch: int) -> node.Node:
    """This node, as node.toml describes it after a restore."""
    again = replace(node.current(), epoch=epoch)
    monkeypatch.setattr(node, "current", lambda: again)
    return again


def chain_of(epoch: int) -> list[tuple[int, str]]:
    rows = Entry.objects.filter(epoch=epoch).in_order()
    return list(rows.values_list("sequence", "verb"))


def test_the_new_epoch_begins_at_1_with_its_own_genesis_and_says_where_the_last_ended(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    record_many(3)
    end = Head.objects.get()
    again = restored(monkeypatch, 2)
    record_one()
    assert chain_of(2) == [(1, BEGUN), (2, "gate.opened")]
    first = Entry.objects.get(epoch=2, sequence=1)
    assert bytes(first.previous) == chain.genesis(again.id, 2)
    assert first.subject == f"1:3:{bytes(end.digest).hex()}"
    assert chain_of(1) == [(number, "gate.opened") for number in (1, 2, 3)]


def test_it_begins_once_however_many_entries_follow(monkeypatch: pytest.MonkeyPatch) -> None:
    record_one()
    restored(monkeypatch, 2)
    record_many(2)
    record_one()
    assert [verb for _sequence, verb in chain_of(2)] == [BEGUN, *["gate.opened"] * 3]


def test_the_caller_gets_back_her_own_entries_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    record_one()
    restored(monkeypatch, 2)
    assert [each.subject for each in record_many(2)] == ["gate-0", "gate-1"]


def test_a_change_rolled_back_begins_no_epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    record_one()
    restored(monkeypatch, 2)
    with transaction.atomic():
        record_one()
        transaction.set_rollback(True)
    assert Head.objects.get().epoch == 1
    record_one()
    assert chain_of(2)[0] == (1, BEGUN)


def test_verification_walks_every_epoch_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    record_many(3)
    for epoch in (2, 3):
        restored(monkeypatch, epoch)
        record_one()
    report = verify()
    assert report.sound
    assert [(each.epoch, each.entries) for each in [*report.former, report]] == [
        (1, 3),
        (2, 2),
        (3, 2),
    ]
    text = "\n".join(described(report))
    assert "epoch 1." in text
    assert "epoch 3." in text


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE moeli_journal_entry SET actor = 'x' WHERE epoch = 1 AND sequence = 2", "changed"),
        (
            "DELETE FROM moeli_journal_body WHERE entry_id IN (SELECT id FROM moeli_journal_entry"
            " WHERE epoch = 1 AND sequence = 2)",
            "body_removed",
        ),
    ],
)  # fmt: skip -- two statements of SQL
def test_tampering_with_a_former_epoch_is_found(
    monkeypatch: pytest.MonkeyPatch, statement: str, code: str
) -> None:
    record_many(3)
    restored(monkeypatch, 2)
    record_one()
    attack(statement)
    report = verify()
    assert not report.sound
    assert code in {each.code for each in report.former[0].findings}


def test_a_former_epoch_cut_off_after_it_ended_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    record_many(3)
    restored(monkeypatch, 2)
    record_one()
    attack("DELETE FROM moeli_journal_body WHERE entry_id IN"
           " (SELECT id FROM moeli_journal_entry WHERE epoch = 1 AND sequence = 3)")  # fmt: skip
    attack("DELETE FROM moeli_journal_entry WHERE epoch = 1 AND sequence = 3")
    assert {each.code for each in verify().former[0].findings} == {"truncated"}


def test_entries_of_an_epoch_that_never_began_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    record_many(3)
    attack("UPDATE moeli_journal_entry SET epoch = 7 WHERE sequence = 3")
    assert "inserted" in {each.code for each in verify().findings}


def test_what_was_lost_after_the_backup_is_counted_and_no_tampering(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    record_many(5)
    anchors.anchor_now()
    lost = second_place.path().read_bytes()
    attack("DELETE FROM moeli_journal_anchor")
    attack("DELETE FROM moeli_journal_body")
    attack("DELETE FROM moeli_journal_entry")
    attack("DELETE FROM moeli_journal_head")
    record_many(2)  # what the backup held
    restored(monkeypatch, 2)
    record_one()
    assert second_place.path().read_bytes() == lost
    report = verify()
    assert report.sound
    assert report.former[0].lost == 3
    assert "3 entries that followed were lost" in "\n".join(described(report))


def test_an_anchor_of_the_new_epoch_stands_beside_those_of_the_last(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    record_many(3)
    anchors.anchor_now()
    restored(monkeypatch, 2)
    record_many(2)
    anchors.anchor_now()
    assert list(Anchor.objects.order_by("epoch").values_list("epoch", "sequence")) == [
        (1, 3),
        (2, 3),
    ]
    report = verify()
    assert report.sound
    assert (report.anchored, report.former[0].anchored) == (3, 3)


def test_a_node_toml_older_than_the_journal_records_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    record_one()
    restored(monkeypatch, 2)
    record_one()
    restored(monkeypatch, 1)
    with refused("epoch_behind"):
        record_one()
    assert Entry.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_desks_that_record_first_at_once_begin_one_epoch(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    record_one()
    restored(monkeypatch, 2)
    with ThreadPoolExecutor(4) as desks:
        list(desks.map(_work, range(8)))
    assert [sequence for sequence, _verb in chain_of(2)] == list(range(1, 10))
    assert [verb for _sequence, verb in chain_of(2)].count(BEGUN) == 1
    assert verify().sound


def _work(_desk: int) -> None:
    try:
        record_one()
    finally:
        connection.close()


def test_who_comes_second_to_a_new_epoch_begins_it_no_second_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    record_one()
    again = restored(monkeypatch, 2)
    assert epochs.begins(Head.objects.get(), again)
    record_one()
    assert not epochs.begins(Head.objects.get(), again)
