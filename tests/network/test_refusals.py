"""Each batch that may not be taken is refused with its reason, and the refusal is recorded."""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from moeli.network import services
from moeli.network.models import Peer
from moeli.network.services import Taken
from moeli.network.wire.frames import MAGIC
from moeli.network.wire.statement import Kind
from moeli.platform.access.actor import SYSTEM
from moeli.platform.errors import MoeliError
from moeli.platform.ids import uuid7
from moeli.platform.journal import chain
from moeli.platform.journal.bodies import opened as opened_bodies
from moeli.platform.journal.carried import Carried
from moeli.platform.journal.models import Entry
from tests.network.conftest import Yard, opened
from tests.network.sender import Sender, imported, written
from tests.refusals import refused

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
Take = Callable[..., list[Taken]]
HEAD_OR_CONTENT = {"damaged", "forged", "not_for_us", "unknown_node", "unknown_epoch"}


def recorded() -> list[tuple[str, str]]:
    """The refusals in our journal: verb and reason."""
    verbs = ("network.batch_refused", "network.fork_found")
    rows = Entry.objects.filter(verb__in=verbs).in_order().select_related("body")
    return [(each.verb, each.body["reason"]) for each in opened_bodies(rows)]


def assert_nothing_taken() -> None:
    assert opened() == {}
    assert set(Peer.objects.values_list("sequence", flat=True)) <= {0}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"signer": Ed25519PrivateKey.generate()}, "forged"),
        ({"recipient": uuid7()}, "not_for_us"),
        ({"node": uuid7()}, "unknown_node"),
        ({"epoch": 2}, "unknown_epoch"),
        ({"kind": Kind.DOWN}, "wrong_direction"),
        ({"last": 4}, "broken_chain"),
        ({"first": 2}, "broken_chain"),
        ({"keys": b"\x01" + bytes(80)}, "keys_closed"),
    ],
)
def test_a_batch_whose_head_says_something_else_is_refused(
    post: Sender, take: Take, changes: dict[str, object], code: str
) -> None:
    with refused(code):
        take(post.frame(**changes))
    assert_nothing_taken()
    assert recorded() == [("network.batch_refused", code)]


def test_a_node_that_sends_as_another_is_refused(post: Sender, take: Take) -> None:
    other = Sender(port="CAL")
    other.admitted()
    with refused("forged"):
        take(post.frame(node=other.id))
    assert_nothing_taken()


@pytest.mark.parametrize("at", range(0, 400, 23))
def test_no_byte_of_the_file_can_be_changed(post: Sender, tmp_path: Path, at: int) -> None:
    path = written(tmp_path / "post.batches", post.frame())
    damaged = bytearray(path.read_bytes())
    damaged[at % len(damaged)] ^= 0x20
    path.write_bytes(damaged)
    with pytest.raises(MoeliError) as caught:
        list(services.import_file(actor=SYSTEM, path=path))
    assert caught.value.code in HEAD_OR_CONTENT
    assert_nothing_taken()


@pytest.mark.parametrize("kept", [0, 5, len(MAGIC), 40, 300])
def test_a_file_cut_short_takes_no_half_batch(post: Sender, tmp_path: Path, kept: int) -> None:
    path = written(tmp_path / "post.batches", post.frame())
    path.write_bytes(path.read_bytes()[:kept])
    nothing = kept == len(MAGIC)  # a file of no batches: there is nothing to refuse
    with nullcontext() if nothing else refused("damaged"):
        assert list(services.import_file(actor=SYSTEM, path=path)) == []
    assert_nothing_taken()


def test_what_was_whole_before_the_cut_stays_taken(post: Sender, tmp_path: Path) -> None:
    path = written(tmp_path / "p", post.frame(post.chain[:2]), post.frame(post.chain[2:]))
    path.write_bytes(path.read_bytes()[:-1])
    with refused("damaged"):
        list(services.import_file(actor=SYSTEM, path=path))
    assert Peer.objects.get().sequence == 2


def test_a_gap_is_refused_and_says_what_is_next(post: Sender, take: Take) -> None:
    take(post.frame(post.chain[:1]))
    with refused("gap") as caught:
        take(post.frame(post.chain[2:]))
    assert "2 is next" in str(caught.value)
    assert recorded() == [("network.batch_refused", "gap")]
    assert len(opened()) == 1


def test_an_entry_left_out_in_the_middle_is_a_broken_chain(post: Sender, take: Take) -> None:
    with refused("broken_chain") as caught:
        take(post.frame([post.chain[0], post.chain[2]], last=3))
    assert caught.value.data["sequence"] == 3


def test_an_entry_rewritten_at_the_post_is_named(post: Sender, take: Take) -> None:
    forged = replace(post.chain[1], sealed=post.chain[1].sealed + b"x")
    with refused("broken_chain") as caught:
        take(post.frame([post.chain[0], forged, post.chain[2]]))
    assert caught.value.data["sequence"] == 2
    assert_nothing_taken()


def test_a_chain_rewritten_from_an_entry_on_does_not_link(post: Sender, take: Take) -> None:
    rewritten = post.entry(2, bytes(32), "gate.opened", "gate-9", "", {})
    with refused("broken_chain"):
        take(post.frame([post.chain[0], rewritten]))


def test_other_content_for_a_received_entry_is_an_alarm(post: Sender, take: Take) -> None:
    take(post.frame())
    post.chain.pop()
    post.record("gate.opened", "gate-9")
    with refused("forked") as caught:
        take(post.frame())
    assert caught.value.data["sequence"] == 3
    assert recorded() == [("network.fork_found", "forked")]
    assert "gate-9" not in opened()


def test_a_continuation_of_another_history_is_an_alarm_too(post: Sender, take: Take) -> None:
    take(post.frame())
    post.chain.pop()
    post.record("gate.opened", "gate-9")
    other = post.record("gate.opened", "gate-10")
    with refused("forked"):
        take(post.frame([other]))
    assert recorded() == [("network.fork_found", "forked")]


def test_an_id_used_a_second_time_is_refused(post: Sender, take: Take, yard: Yard) -> None:
    take(post.frame())
    thief = Sender(port="CAL")
    thief.admitted()
    thief.chain.append(under_id(thief.record("gate.opened", "gate-9"), post.chain[0].envelope.id))
    del thief.chain[0]
    with refused("id_taken"):
        take(thief.frame())
    assert "gate-9" not in opened()
    assert yard.heard == []


def under_id(entry: Carried, id: UUID) -> Carried:
    """The same entry under the id of another, its digest in order."""
    stolen = replace(entry.envelope, id=id)
    return replace(entry, envelope=stolen, digest=chain.entry_digest(entry.previous, stolen))


def test_a_new_epoch_is_taken_once_its_card_is_admitted(post: Sender, take: Take) -> None:
    take(post.frame())
    post.epoch, post.chain = 2, []
    post.record("gate.opened", "gate-4")
    with refused("unknown_epoch"):
        take(post.frame())
    post.admitted()
    assert take(post.frame())[0].new == 1
    assert list(Peer.objects.order_by("epoch").values_list("sequence", flat=True)) == [3, 1]


def test_what_lay_on_a_stick_from_the_former_epoch_still_counts(post: Sender, take: Take) -> None:
    former = post.frame()
    again = replace(post, epoch=2)
    again.admitted()
    assert take(former)[0].new == 3


def test_a_former_epoch_is_closed_when_the_key_was_replaced(post: Sender, take: Take) -> None:
    former = post.frame()
    again = replace(post, epoch=2, key=Ed25519PrivateKey.generate())
    again.admitted()
    with refused("epoch_closed"):
        take(former)


def test_a_file_that_is_none_is_refused(yard: Yard, tmp_path: Path) -> None:
    del yard
    (tmp_path / "letter").write_bytes(b"Dear headquarters")
    with refused("damaged"):
        list(services.import_file(actor=SYSTEM, path=tmp_path / "letter"))
    with refused("unreadable_file"):
        list(services.import_file(actor=SYSTEM, path=tmp_path / "nothing"))
    assert recorded() == [("network.batch_refused", "damaged")]


def test_the_keys_of_a_batch_open_in_no_other(post: Sender, tmp_path: Path) -> None:
    stolen = post.sealed_keys(post._statement(post.chain[:1], {}))
    with refused("keys_closed"):
        imported(tmp_path / "p", post.frame(keys=stolen))
