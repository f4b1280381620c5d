"""What headquarters takes of a batch: all of it once, in order, and nothing half."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from moeli.network import services
from moeli.network.models import Acknowledgement, Peer
from moeli.network.services import Taken
from moeli.network.wire.payload import Heard
from moeli.platform import clock
from moeli.platform.access.actor import Actor
from moeli.platform.journal.models import Entry
from moeli.platform.keyring import services as keyring
from moeli.platform.node import Role
from tests.network.conftest import Yard, as_post, opened
from tests.network.sender import START, Sender, written
from tests.refusals import refused

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
Take = Callable[..., list[Taken]]


def test_a_batch_is_kept_applied_and_its_cursor_moved(post: Sender, take: Take) -> None:
    [taken] = take(post.frame())
    assert (taken.new, taken.applied, taken.quarantined) == (3, 3, 0)
    assert opened() == {"gate-1": 1, "gate-2": 1, "gate-3": 1}
    assert Peer.objects.get().sequence == 3
    kept = Entry.objects.filter(node=post.id).in_order()
    assert [bytes(row.digest) for row in kept] == [each.digest for each in post.chain]


def test_its_entries_are_not_recorded_again_in_our_chain(post: Sender, take: Take) -> None:
    take(post.frame())
    ours = Entry.objects.exclude(node=post.id).in_order()
    assert [row.verb for row in ours] == ["network.peer_admitted", "network.batch_imported"]


def test_the_same_file_again_changes_nothing(post: Sender, take: Take) -> None:
    take(post.frame())
    before = Entry.objects.count()
    [again] = take(post.frame())
    assert (again.new, again.applied) == (0, 0)
    assert opened() == {"gate-1": 1, "gate-2": 1, "gate-3": 1}
    assert Entry.objects.count() == before


def test_of_an_overlapping_batch_only_the_new_part_is_applied(post: Sender, take: Take) -> None:
    take(post.frame(post.chain[:2]))
    post.record("gate.opened", "gate-4")
    [taken] = take(post.frame(post.chain[1:]))
    assert (taken.new, taken.applied) == (2, 2)
    assert set(opened().values()) == {1}
    assert len(opened()) == 4


def test_several_batches_in_one_file_are_taken_in_order(post: Sender, take: Take) -> None:
    frames = [post.frame(post.chain[at : at + 1]) for at in range(3)]
    assert [each.new for each in take(*frames)] == [1, 1, 1]


def test_listeners_hear_only_where_they_ask_for_imports(
    post: Sender, yard: Yard, take: Take
) -> None:
    take(post.frame())
    assert yard.heard == []
    assert yard.heard_on_import == ["gate-1", "gate-2", "gate-3"]


def test_what_belongs_to_the_post_alone_is_kept_and_does_nothing_here(
    post: Sender, take: Take
) -> None:
    post.record("gate.oiled", "gate-9")
    [taken] = take(post.frame())
    assert (taken.new, taken.applied, taken.quarantined) == (4, 3, 0)
    assert "gate-9" not in opened()


def test_a_post_cannot_order_what_headquarters_owns(post: Sender, take: Take) -> None:
    post.record("gate.ordered", "gate-9")
    [taken] = take(post.frame())
    assert taken.applied == 3
    assert "gate-9" not in opened()


def test_headquarters_orders_are_done_at_a_post(
    yard: Yard, take: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    del yard
    headquarters = Sender(port="", role=Role.HEADQUARTERS)
    as_post(monkeypatch)
    headquarters.admitted()
    ordered = headquarters.record("gate.ordered", "gate-9")
    headquarters.record("gate.opened", "gate-1")
    take(headquarters.frame([ordered], last=2))
    assert opened() == {"gate-9": 1}
    assert Peer.objects.get().sequence == 2


def test_an_erased_body_is_kept_closed_and_no_poison(post: Sender, take: Take) -> None:
    [taken] = take(post.frame(keys=b"", erased=frozenset({post.data_key_id})))
    assert (taken.new, taken.applied, taken.quarantined) == (3, 0, 0)


def test_a_body_whose_subject_was_shredded_here_stays_closed(post: Sender, take: Take) -> None:
    keyring.shred(subject=post.chain[0].key_subject, scope="journal")
    [taken] = take(post.frame())
    assert (taken.applied, taken.quarantined) == (0, 0)


def test_what_the_sender_has_of_ours_never_goes_back(post: Sender, take: Take) -> None:
    take(post.frame(acknowledged={1: 7}))
    post.record("gate.opened", "gate-4")
    take(post.frame(acknowledged={1: 5}))
    assert Acknowledgement.objects.get().sequence == 7


def test_a_sender_restored_is_believed_to_have_nothing_until_it_says_so(
    post: Sender, take: Take
) -> None:
    take(post.frame(acknowledged={1: 7}))
    late = post.frame(post.chain, acknowledged={1: 8})
    restored = replace(post, epoch=2, chain=[])
    restored.admitted()
    assert not Acknowledgement.objects.exists()
    take(late)  # what the former epoch had is no word of the new one
    assert not Acknowledgement.objects.exists()
    restored.record("gate.opened", "gate-4")
    take(restored.frame(acknowledged={1: 5}))
    assert Acknowledgement.objects.get().sequence == 5


def test_a_batch_without_entries_still_brings_what_was_acknowledged(
    post: Sender, take: Take
) -> None:
    take(post.frame())
    [taken] = take(post.frame([], first=4, last=3, acknowledged={1: 9}, keys=b""))
    assert taken.new == 0
    assert Acknowledgement.objects.get().sequence == 9


def test_a_clock_ahead_is_known_from_one_batch(post: Sender, take: Take) -> None:
    with clock.standing_still(START):
        take(post.frame(sent_at=START + timedelta(days=1)))
    assert Peer.objects.get().skew == timedelta(days=1).total_seconds()


def test_a_clock_behind_is_known_once_it_has_answered(post: Sender, take: Take) -> None:
    heard = Heard(START, START - timedelta(days=1))
    with clock.standing_still(START + timedelta(hours=1)):
        take(post.frame(sent_at=START - timedelta(days=1), heard=heard))
    assert Peer.objects.get().skew == -timedelta(days=1).total_seconds()


def test_a_stick_in_a_drawer_is_no_wrong_clock(post: Sender, take: Take) -> None:
    with clock.standing_still(START + timedelta(days=9)):
        take(post.frame())
    assert Peer.objects.get().skew == 0


def test_nobody_without_the_action_imports(post: Sender, tmp_path: Path) -> None:
    path = written(tmp_path / "post.batches", post.frame())
    with refused("absent"):
        list(services.import_file(actor=Actor(id="someone"), path=path))
    assert Peer.objects.get().sequence == 0
