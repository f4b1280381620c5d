"""Headquarters proves the chains that it was sent as it proves its own."""

import json
from collections.abc import Callable, Iterator

import pytest

from moeli.cli import main
from moeli.network import selectors
from moeli.network.models import Peer
from moeli.network.services import Taken
from moeli.platform.journal import chain, second_place
from moeli.platform.journal.models import Anchor, Entry
from moeli.platform.journal.report import Report
from moeli.platform.journal.verify import verify_imported
from tests.network.sender import START, Sender
from tests.platform.journal.house import attack

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
Take = Callable[..., list[Taken]]


def reports() -> Iterator[Report]:
    for end in selectors.imported_chains():
        yield verify_imported(end, lambda: Peer.objects.get().sequence)


def found() -> set[tuple[str, int]]:
    return {(each.code, each.sequence) for report in reports() for each in report.findings}


def anchored(sender: Sender, sequence: int, digest: bytes | None = None) -> str:
    """An anchor of the post, as one line."""
    digest = digest or sender.chain[sequence - 1].digest
    about = (sender.id, sender.epoch, sequence, digest, START)
    return second_place.line(
        Anchor(
            node=sender.id,
            epoch=sender.epoch,
            sequence=sequence,
            digest=digest,
            signed_at=START,
            signature=sender.key.sign(chain.anchor_statement(*about)),
            public_key=sender.key.public_key().public_bytes_raw(),
        )
    ).decode()


def test_an_imported_chain_is_sound_and_its_anchors_are_held(post: Sender, take: Take) -> None:
    take(post.frame(anchors=(anchored(post, 2), anchored(post, 3))))
    [report] = reports()
    assert report.sound
    assert (report.node, report.entries, report.anchored) == (post.id, 3, 3)


def test_a_row_changed_at_headquarters_is_named(post: Sender, take: Take) -> None:
    take(post.frame())
    attack("UPDATE moeli_journal_entry SET actor = 'x' WHERE node = %s AND sequence = 2", key(post))
    assert found() == {("changed", 2)}


def test_a_row_removed_at_headquarters_is_named(post: Sender, take: Take) -> None:
    take(post.frame())
    row = Entry.objects.get(node=post.id, sequence=3)
    attack("DELETE FROM moeli_journal_body WHERE entry_id = %s", stored(row))
    attack("DELETE FROM moeli_journal_entry WHERE id = %s", stored(row))
    assert ("truncated", 3) in found()


def test_an_anchor_signed_by_another_is_not_kept(post: Sender, take: Take) -> None:
    thief = Sender(id=post.id, chain=post.chain)
    take(post.frame(anchors=(anchored(thief, 2),)))
    assert not Anchor.objects.filter(node=post.id).exists()


def test_an_anchor_of_another_history_is_a_finding(post: Sender, take: Take) -> None:
    take(post.frame(anchors=(anchored(post, 2, digest=bytes(32)),)))
    assert ("rechained", 2) in found()


def test_an_anchor_that_is_ahead_of_what_came_waits_for_its_batch(post: Sender, take: Take) -> None:
    take(post.frame(post.chain[:2], anchors=(anchored(post, 3),)))
    assert not Anchor.objects.exists()
    assert found() == set()


def test_the_command_tells_of_the_imported_chains_too(
    post: Sender, take: Take, capsys: pytest.CaptureFixture[str]
) -> None:
    take(post.frame())
    assert main(["journal", "verify", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [(each["node"], each["entries"]) for each in told["imported"]] == [(str(post.id), 3)]
    attack("UPDATE moeli_journal_entry SET actor = 'x' WHERE node = %s", key(post))
    assert main(["journal", "verify"]) == 1
    assert "FOUND at 1: entry 1 was changed" in capsys.readouterr().out


def key(post: Sender) -> object:
    return stored(Entry.objects.filter(node=post.id).in_order()[0], "node")


def stored(row: Entry, name: str = "id") -> object:
    """A UUID as the engine keeps it."""
    from django.db import connection

    value = getattr(row, name)
    return value.hex if connection.vendor == "sqlite" else value
