"""A node is believed by its card, and the card by a fingerprint that was read out."""

import json
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from moeli.network import services
from moeli.network.models import Peer
from moeli.network.wire import card as cards
from moeli.network.wire.parts import WireError
from moeli.platform.access.actor import SYSTEM, Actor
from moeli.platform.journal.models import Entry
from moeli.platform.node import Role
from tests.network.conftest import Yard, as_post
from tests.network.sender import Sender
from tests.refusals import refused


def file_of(sender: Sender, **changes: object) -> str:
    card = replace(sender.card(), **changes)
    return card.to_text(sender.key.sign(card.statement()))


def test_a_card_is_read_back_from_its_file() -> None:
    sender = Sender()
    assert cards.from_text(file_of(sender)) == sender.card()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("port", "CAL"),
        ("epoch", 2),
        ("role", "hq"),
        ("sealing_key", "11" * 32),
        ("public_key", "22" * 32),
        ("live_from", "2026-11-24"),
        ("node", "0193a5d0-0000-7000-8000-000000000001"),
    ],
)
def test_a_card_that_was_changed_is_refused(field: str, value: object) -> None:
    table = json.loads(file_of(Sender())) | {field: value}
    with pytest.raises(WireError):
        cards.from_text(json.dumps(table))


@given(st.text(max_size=200) | st.dictionaries(st.text(), st.text()).map(json.dumps))
def test_any_text_is_refused(text: str) -> None:
    with pytest.raises(WireError):
        cards.from_text(text)


def test_a_fingerprint_may_be_typed_as_it_was_heard() -> None:
    card = Sender().card()
    heard = card.fingerprint.upper().replace(" ", "")
    assert len(card.fingerprint.split()) == 8
    assert card.is_named_by(heard)
    assert not card.is_named_by(heard[:-1] + ("0" if heard[-1] != "0" else "1"))
    assert not card.is_named_by("")


@pytest.mark.django_db
@pytest.mark.both_engines
class TestAdmission:
    def test_a_post_is_admitted_and_who_did_it_is_recorded(self, yard: Yard) -> None:
        del yard
        peer = Sender(port="MSB").admitted()
        assert (peer.port, peer.epoch, peer.admitted_by) == ("MSB", 1, "system")
        assert Entry.objects.get().verb == "network.peer_admitted"

    def test_a_second_time_changes_nothing(self, yard: Yard) -> None:
        del yard
        sender = Sender()
        assert sender.admitted() == sender.admitted()
        assert Entry.objects.count() == 1

    def test_another_fingerprint_is_refused(self, yard: Yard) -> None:
        del yard
        with refused("wrong_fingerprint"):
            services.admit(actor=SYSTEM, text=file_of(Sender()), fingerprint="0" * 32)
        assert not Peer.objects.exists()

    def test_what_is_no_card_is_refused(self, yard: Yard) -> None:
        del yard
        with refused("not_a_card"):
            services.admit(actor=SYSTEM, text="Dear headquarters", fingerprint="")

    def test_headquarters_admits_no_headquarters_and_a_post_no_post(
        self, yard: Yard, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        del yard
        with refused("wrong_role"):
            Sender(role=Role.HEADQUARTERS).admitted()
        as_post(monkeypatch)
        with refused("wrong_role"):
            Sender().admitted()
        assert Sender(role=Role.HEADQUARTERS).admitted().role == "hq"

    def test_other_keys_for_a_known_epoch_are_refused(self, yard: Yard) -> None:
        del yard
        sender = Sender()
        sender.admitted()
        with refused("known_otherwise"):
            replace(sender, key=Ed25519PrivateKey.generate()).admitted()

    def test_nobody_without_the_action_admits(self, yard: Yard) -> None:
        del yard
        sender = Sender()
        with refused("absent"):
            services.admit(
                actor=Actor(id="someone"),
                text=file_of(sender),
                fingerprint=sender.card().fingerprint,
            )

    def test_our_own_card_is_signed_with_our_key(self, yard: Yard) -> None:
        del yard
        card, text = services.own_card()
        assert cards.from_text(text) == card
