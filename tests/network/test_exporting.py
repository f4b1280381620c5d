"""What a post writes: all that was not acknowledged, cut to size, the whole file or none."""

import os
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from django.db import transaction

from moeli.network import batching, services
from moeli.network.models import Acknowledgement, Peer
from moeli.network.wire import frames, payload, statement
from moeli.network.wire.payload import Payload
from moeli.network.wire.statement import Kind, Statement
from moeli.platform import node
from moeli.platform.access.actor import SYSTEM, Actor
from moeli.platform.journal import anchors
from moeli.platform.journal.models import Entry
from moeli.platform.journal.services import NewEntry, record_all
from moeli.platform.keyring import services as keyring
from moeli.platform.node import Node, Role
from tests.network.conftest import Yard, as_post
from tests.network.sender import Sender
from tests.refusals import refused

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


@pytest.fixture
def here(yard: Yard, monkeypatch: pytest.MonkeyPatch) -> Node:
    """This node as a post."""
    del yard
    return as_post(monkeypatch)


@pytest.fixture
def headquarters(here: Node) -> Peer:
    """Headquarters, as this post trusts it."""
    del here
    return Sender(port="", role=Role.HEADQUARTERS).admitted()


def work(count: int, size: int = 1) -> None:
    with transaction.atomic():
        record_all(
            NewEntry(
                verb="gate.opened",
                actor="officer-1",
                subject=f"gate-{number}",
                body={"noise": os.urandom(size // 2).hex()},
                key_subject="person:1" if number == 0 else "",
            )
            for number in range(count)
        )


def batches(path: Path) -> list[tuple[Statement, Payload]]:
    with path.open("rb") as file:
        told = [(statement.from_bytes(each.statement), each.payload) for each in frames.read(file)]
    return [(head, payload.from_bytes(body, head.node, head.epoch)) for head, body in told]


def export(peer: Peer, path: Path) -> list[tuple[Statement, Payload]]:
    services.export(actor=SYSTEM, peer=peer, path=path)
    return batches(path)


def test_the_whole_chain_goes_out_gap_free_and_in_order(headquarters: Peer, tmp_path: Path) -> None:
    work(1200)
    written = export(headquarters, tmp_path / "up")
    sequences = [e.envelope.sequence for _head, body in written for e in body.entries]
    assert sequences == list(range(1, Entry.objects.count() + 1))
    assert [len(body.entries) for _head, body in written] == [500, 500, 202]
    assert all(head.kind is Kind.UP for head, _body in written)


def test_a_batch_is_cut_at_256_kilobytes(headquarters: Peer, tmp_path: Path) -> None:
    work(20, size=50_000)
    written = export(headquarters, tmp_path / "up")
    sizes = [sum(len(e.sealed) for e in body.entries) for _head, body in written]
    assert len(written) > 3
    assert max(sizes) <= batching.MOST_BYTES


def test_one_entry_larger_than_a_batch_goes_alone(headquarters: Peer, tmp_path: Path) -> None:
    work(3, size=600_000)
    counts = [len(body.entries) for _head, body in export(headquarters, tmp_path / "up")]
    assert counts == [1, 1, 1, 1, 1]  # admission, three large ones, the export itself


def test_what_headquarters_has_is_not_written_again(headquarters: Peer, tmp_path: Path) -> None:
    work(5)
    last = Entry.objects.count()
    Acknowledgement.objects.create(node=headquarters.node, epoch=1, sequence=last)
    [(head, body)] = export(headquarters, tmp_path / "up")
    assert head.first == last + 1
    assert {e.envelope.verb for e in body.entries} == {"network.batches_exported"}


def test_that_keys_leave_is_recorded_before_they_do(headquarters: Peer, tmp_path: Path) -> None:
    work(1)
    export(headquarters, tmp_path / "up")
    assert Entry.objects.in_order().last().verb == "network.batches_exported"  # type: ignore[union-attr]  # just recorded


def test_bodies_go_byte_for_byte_and_hold(headquarters: Peer, tmp_path: Path) -> None:
    work(2)
    [(_head, body)] = export(headquarters, tmp_path / "up")
    kept = Entry.objects.in_order().select_related("body")
    assert [e.sealed for e in body.entries] == [bytes(row.body.sealed) for row in kept]
    assert all(each.holds for each in body.entries)


def test_a_shredded_key_is_named_as_erased(headquarters: Peer, tmp_path: Path) -> None:
    work(2)
    assert keyring.shred(subject="person:1", scope="journal") == 1
    [(_head, body)] = export(headquarters, tmp_path / "up")
    assert len(body.erased) == 1


def test_anchors_go_along(headquarters: Peer, tmp_path: Path) -> None:
    work(2)
    anchors.anchor_now()
    [(_head, body)] = export(headquarters, tmp_path / "up")
    assert len(body.anchors) == 1


def test_every_epoch_is_written(
    headquarters: Peer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work(2)
    again = replace(node.current(), epoch=2)
    monkeypatch.setattr(node, "current", lambda: again)
    work(1)
    written = export(headquarters, tmp_path / "up")
    heads = [(head.epoch, head.first, head.last) for head, _body in written]
    assert heads == [(1, 1, 3), (2, 1, 3)]


def test_headquarters_writes_for_a_post_what_reaches_down_to_its_port(
    yard: Yard, tmp_path: Path
) -> None:
    del yard
    post = Sender(port="MSB").admitted()
    with transaction.atomic():
        record_all(
            NewEntry(verb=verb, actor="a", subject=f"{verb} {place}", place=place, body={})
            for verb in ("gate.ordered", "gate.opened", "gate.oiled")
            for place in ("", "MSB", "CAL")
        )
    [(head, body)] = export(post, tmp_path / "down")
    assert [e.envelope.subject for e in body.entries] == ["gate.ordered ", "gate.ordered MSB"]
    assert (head.kind, head.first, head.last) == (Kind.DOWN, 1, Entry.objects.count())


def test_a_folder_that_cannot_be_written_is_said_in_one_sentence(
    headquarters: Peer, tmp_path: Path
) -> None:
    with refused("unwritable") as caught:
        services.export(actor=SYSTEM, peer=headquarters, path=tmp_path / "no" / "such" / "folder")
    assert "folder" in str(caught.value)


def test_a_writing_that_fails_leaves_the_former_file(
    headquarters: Peer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export(headquarters, tmp_path / "up")
    before = (tmp_path / "up").read_bytes()

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with refused("unwritable") as caught:
        services.export(actor=SYSTEM, peer=headquarters, path=tmp_path / "up")
    assert "No space left" in str(caught.value)
    assert (tmp_path / "up").read_bytes() == before
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".")] == []


def test_nobody_without_the_action_exports(headquarters: Peer, tmp_path: Path) -> None:
    with refused("absent"):
        services.export(actor=Actor(id="someone"), peer=headquarters, path=tmp_path / "up")
    assert not (tmp_path / "up").exists()


def test_what_is_written_for_one_recipient_names_it(headquarters: Peer, tmp_path: Path) -> None:
    [(head, _body)] = export(headquarters, tmp_path / "up")
    assert (head.node, head.recipient) == (node.current().id, UUID(str(headquarters.node)))
