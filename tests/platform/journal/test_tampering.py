"""Every way to tamper with the chain is found, and the finding names the place."""

from pathlib import Path

import pytest
from django.db import connection

from moeli.platform import clock, node
from moeli.platform.ids import uuid7
from moeli.platform.journal import anchors, chain, guard
from moeli.platform.journal.models import Anchor, Body, Entry, Head
from moeli.platform.journal.verify import verify
from tests.platform.journal.house import attack, entry, rechain, record_many, record_one

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

OTHER_ID = "0193a5d0-0000-7000-8000-000000000001"


def found() -> set[tuple[str, int]]:
    return {(finding.code, finding.sequence) for finding in verify().findings}


def test_an_untouched_chain_is_sound() -> None:
    record_many(5)
    assert verify().sound


def test_an_empty_journal_is_sound() -> None:
    report = verify()
    assert report.sound
    assert report.entries == report.unproved == 0


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("verb", "gate.seen"),
        ("actor", "officer-2"),
        ("subject", "gate-99"),
        ("place", "MSB"),
        ("occurred_at", "2020-01-01 00:00:00+00:00"),
        ("recorded_at", "2020-01-01 00:00:00+00:00"),
        ("digest", b"\x00" * 32),
    ],
)
def test_a_changed_field_is_found_where_it_was_changed(column: str, value: object) -> None:
    record_many(5)
    attack(f"UPDATE moeli_journal_entry SET {column} = %s WHERE sequence = 3", value)
    assert ("changed", 3) in found()


def test_a_changed_field_is_one_finding_and_not_one_for_every_entry_after_it() -> None:
    record_many(5)
    attack("UPDATE moeli_journal_entry SET actor = 'officer-2' WHERE sequence = 3")
    assert found() == {("changed", 3)}


def test_a_changed_link_is_found() -> None:
    record_many(5)
    attack("UPDATE moeli_journal_entry SET previous = %s WHERE sequence = 3", b"\x00" * 32)
    assert found() == {("unlinked", 3), ("changed", 3)}


def test_a_changed_body_digest_is_found() -> None:
    record_many(5)
    attack("UPDATE moeli_journal_entry SET body_digest = %s WHERE sequence = 3", b"\x00" * 32)
    assert found() == {("changed", 3), ("body_changed", 3)}


def test_an_entry_moved_to_another_node_is_missing() -> None:
    record_many(5)
    with guard.lifted(connection):
        Entry.objects.filter(sequence=3).update(node=OTHER_ID)
    assert ("removed", 3) in found()


def test_an_entry_moved_to_another_epoch_is_missing_and_put_in() -> None:
    record_many(5)
    attack("UPDATE moeli_journal_entry SET epoch = 2 WHERE sequence = 3")
    assert {("removed", 3), ("inserted", 3)} <= found()


def test_an_entry_with_another_sequence_is_found() -> None:
    record_many(5)
    attack("UPDATE moeli_journal_entry SET sequence = 77 WHERE sequence = 3")
    assert {("removed", 3), ("changed", 77)} <= found()


def test_an_entry_with_another_id_is_found() -> None:
    record_many(5)
    body = Body.objects.get(entry__sequence=3)
    with guard.lifted(connection):
        _replace_id(entry(3), body)
    assert {("changed", 3), ("body_removed", 3)} <= found()


def _replace_id(row: Entry, body: Body) -> None:
    body.delete()
    Entry.objects.filter(pk=row.pk).delete()
    row.id = OTHER_ID  # type: ignore[assignment] # the text of a UUID is enough for a column
    row.save(force_insert=True)


def test_a_changed_body_is_found() -> None:
    record_many(5)
    attack("UPDATE moeli_journal_body SET sealed = %s WHERE entry_id = %s", b"other", _key(3))
    assert found() == {("body_changed", 3)}


def test_a_removed_body_is_found() -> None:
    record_many(5)
    attack("DELETE FROM moeli_journal_body WHERE entry_id = %s", _key(3))
    assert found() == {("body_removed", 3)}


def test_two_bodies_exchanged_are_found() -> None:
    record_many(5)
    one, other = Body.objects.get(entry__sequence=2), Body.objects.get(entry__sequence=4)
    attack("UPDATE moeli_journal_body SET sealed = %s WHERE entry_id = %s", one.sealed, _key(4))
    attack("UPDATE moeli_journal_body SET sealed = %s WHERE entry_id = %s", other.sealed, _key(2))
    assert found() == {("body_changed", 2), ("body_changed", 4)}


def test_a_removed_entry_is_found() -> None:
    record_many(5)
    remove(3)
    assert found() == {("removed", 3), ("unlinked", 4)}


def test_the_first_entries_removed_are_found() -> None:
    record_many(5)
    remove(1)
    remove(2)
    assert found() == {("removed", 1), ("unlinked", 3)}
    assert "entries 1 to 2 are missing" in verify().findings[0].text


def test_an_entry_put_in_between_is_found_though_all_after_it_were_moved_up() -> None:
    record_many(5)
    with guard.lifted(connection):
        for sequence in (5, 4, 3):
            Entry.objects.filter(sequence=sequence).update(sequence=sequence + 1)
        forged = entry(2)
        forged.id, forged.sequence = uuid7(), 3
        forged.save(force_insert=True)
        Head.objects.update(sequence=6)
    assert {("unlinked", 3), ("changed", 3), ("changed", 4)} <= found()


def test_two_entries_exchanged_are_found() -> None:
    record_many(5)
    for old, new in ((3, 99), (4, 3), (99, 4)):
        attack("UPDATE moeli_journal_entry SET sequence = %s WHERE sequence = %s", new, old)
    assert {("changed", 3), ("unlinked", 3), ("changed", 4), ("unlinked", 4)} <= found()


def test_an_entry_added_by_hand_at_the_end_is_found() -> None:
    record_many(5)
    forged = entry(5)
    forged.id, forged.sequence, forged.previous = uuid7(), 6, forged.digest
    forged.digest = chain.entry_digest(bytes(forged.previous), forged.envelope())
    forged.save(force_insert=True)
    assert ("appended", 6) in found()


def test_a_head_that_was_changed_or_removed_is_found() -> None:
    record_many(5)
    Head.objects.update(digest=b"\x00" * 32)
    assert found() == {("head_changed", 5)}
    Head.objects.all().delete()
    assert found() == {("appended", 5)}


def test_a_rechained_journal_is_found_up_to_the_last_anchor() -> None:
    record_many(5)
    anchors.anchor_now()
    record_one()
    attack("UPDATE moeli_journal_entry SET actor = 'officer-2' WHERE sequence = 3")
    rechain()
    assert found() == {("rechained", 5)}
    assert verify().anchored == 0


def test_a_rechained_journal_whose_anchors_were_signed_anew_is_found_by_the_second_place() -> None:
    record_many(5)
    anchors.anchor_now()
    attack("UPDATE moeli_journal_entry SET actor = 'officer-2' WHERE sequence = 3")
    rechain()
    sign_anew()
    assert found() == {("rechained", 5), ("anchors_differ", 5)}
    assert all(
        "second place" in each.text or "two places" in each.text for each in verify().findings
    )


def test_a_chain_cut_short_before_its_last_anchor_is_found() -> None:
    record_many(5)
    anchors.anchor_now()
    for sequence in (4, 5):
        remove(sequence)
    rechain()
    assert found() == {("truncated", 5)}


def test_a_chain_cut_short_behind_its_head_is_found() -> None:
    record_many(5)
    remove(5)
    assert found() == {("truncated", 5)}


def test_what_follows_the_last_anchor_cannot_be_proved_and_the_report_counts_it() -> None:
    record_many(5)
    anchors.anchor_now()
    record_many(4)
    for sequence in (8, 9):
        remove(sequence)
    rechain()
    report = verify()
    assert report.sound
    assert (report.anchored, report.unproved) == (5, 2)


def test_a_second_place_that_was_deleted_is_found(second_place: Path) -> None:
    record_many(5)
    anchors.anchor_now()
    second_place.unlink()
    report = verify()
    assert [each.text for each in report.findings] == ["anchor 5 is missing in the second place"]
    assert report.anchor
    assert not report.anchor.copied


def test_a_line_removed_from_the_second_place_is_found(second_place: Path) -> None:
    anchor_thrice()
    first, _second, third = second_place.read_bytes().splitlines(keepends=True)
    second_place.write_bytes(first + third)
    assert found() == {("anchor_missing", 4)}


def test_a_damaged_line_of_the_second_place_is_found_by_its_number(second_place: Path) -> None:
    anchor_thrice()
    lines = second_place.read_bytes().splitlines(keepends=True)
    second_place.write_bytes(lines[0] + b"{not json\n" + lines[2])
    texts = [each.text for each in verify().findings]
    assert texts[0] == "line 2 of the second place is damaged"
    assert "anchor 4 is missing in the second place" in texts


def test_a_changed_anchor_in_the_second_place_is_forged(second_place: Path) -> None:
    record_many(5)
    anchors.anchor_now()
    second_place.write_bytes(second_place.read_bytes().replace(b'"sequence": 5', b'"sequence": 4'))
    assert {("anchor_forged", 4), ("anchor_missing", 5)} <= found()


def test_a_forged_anchor_is_found() -> None:
    record_many(5)
    anchors.anchor_now()
    attack("UPDATE moeli_journal_anchor SET signature = %s", b"\x01" * 64)
    assert found() == {("anchor_forged", 5)}


def test_an_anchor_that_names_another_key_is_forged() -> None:
    record_many(5)
    anchors.anchor_now()
    attack("UPDATE moeli_journal_anchor SET public_key = %s", b"\x01" * 32)
    assert found() == {("anchor_forged", 5)}


def test_an_anchor_moved_to_another_entry_is_forged() -> None:
    record_many(5)
    anchors.anchor_now()
    attack("UPDATE moeli_journal_anchor SET sequence = 4")
    assert ("anchor_forged", 4) in found()


def test_an_anchor_removed_from_the_database_is_found_by_the_second_place() -> None:
    record_many(5)
    anchors.anchor_now()
    attack("DELETE FROM moeli_journal_anchor")
    report = verify()
    assert [(each.code, each.text) for each in report.findings] == [
        ("anchor_missing", "anchor 5 is missing in the database")
    ]
    assert report.anchored == 5


def test_a_value_that_no_column_of_ours_can_hold_is_found_and_stops_nothing() -> None:
    only_sqlite_takes_any_value()
    record_many(5)
    attack("UPDATE moeli_journal_entry SET digest = 'text' WHERE sequence = 3")
    assert verify().findings


def test_a_row_whose_time_cannot_be_read_ends_the_walk_with_a_finding() -> None:
    only_sqlite_takes_any_value()
    record_many(5)
    attack("UPDATE moeli_journal_entry SET recorded_at = 'never' WHERE sequence = 3")
    assert not verify().sound


def only_sqlite_takes_any_value() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("this engine refuses such values itself")


def anchor_thrice() -> None:
    for _time in range(3):
        record_many(2)
        anchors.anchor_now()


def remove(sequence: int) -> None:
    with guard.lifted(connection):
        Body.objects.filter(entry__sequence=sequence).delete()
        Entry.objects.filter(sequence=sequence).delete()


def sign_anew() -> None:
    head = Head.objects.get()
    moment, digest = clock.now(), bytes(head.digest)
    statement = chain.anchor_statement(head.node, head.epoch, head.sequence, digest, moment)
    with guard.lifted(connection):
        Anchor.objects.update(
            digest=digest, signed_at=moment, signature=node.current().sign(statement)
        )


def _key(sequence: int) -> object:
    key = entry(sequence).pk
    return key if connection.vendor == "postgresql" else key.hex
