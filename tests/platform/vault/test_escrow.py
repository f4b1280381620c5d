"""Any two keepers open an escrow together, none alone; anything else is refused alike."""

import json
from contextlib import suppress
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moeli.platform.vault import escrow
from moeli.platform.vault.envelope import EnvelopeError
from moeli.platform.vault.passphrase import Stretch
from tests.platform.vault.conftest import unstretched
from tests.refusals import refused
from tests.trying import examples

PHRASES = {
    "first": "the first long passphrase",
    "second": "the second long passphrase",
    "third": "the third long passphrase",
}
SECRETS = {"master.key": bytes(range(32)), "index.key": bytes(32)}
VECTORS = json.loads(
    (Path(__file__).resolve().parents[2] / "vectors" / "vault_passphrase.json").read_text("utf-8")
)["escrow"]["vectors"]


pytestmark = pytest.mark.usefixtures("quick")


@pytest.fixture
def file(quick: None) -> bytes:
    return escrow.made(SECRETS, PHRASES)


def of(*names: str) -> dict[str, str]:
    return {name: PHRASES[name] for name in names}


@pytest.mark.parametrize("pair", list(combinations(PHRASES, 2)))
def test_any_two_open_it_in_any_order(file: bytes, pair: tuple[str, str]) -> None:
    assert escrow.opened(file, of(*pair)) == SECRETS
    assert escrow.opened(file, of(*reversed(pair))) == SECRETS


@pytest.mark.parametrize("names", [(), ("first",), ("first", "second", "third")])
def test_it_takes_two(file: bytes, names: tuple[str, ...]) -> None:
    with pytest.raises(EnvelopeError):
        escrow.opened(file, of(*names))


@pytest.mark.parametrize("wrong", ["first", "second"])
def test_one_wrong_passphrase_opens_nothing(file: bytes, wrong: str) -> None:
    with pytest.raises(EnvelopeError):
        escrow.opened(file, of("first", "second") | {wrong: "something else altogether"})


def test_a_stranger_opens_nothing(file: bytes) -> None:
    with pytest.raises(EnvelopeError):
        escrow.opened(file, of("first") | {"fourth": PHRASES["second"]})


def test_one_keeper_twice_is_not_two(file: bytes) -> None:
    table = json.loads(file)
    table["keepers"]["copy"] = table["keepers"]["first"]
    table["pairs"].append({"of": ["copy", "first"], "key": table["pairs"][0]["key"]})
    with pytest.raises(EnvelopeError):
        escrow.opened(json.dumps(table).encode(), of("first") | {"copy": PHRASES["first"]})


def test_two_escrows_of_the_same_keys_share_nothing(file: bytes) -> None:
    first, second = json.loads(file), json.loads(escrow.made(SECRETS, PHRASES))
    assert first["id"] != second["id"]
    second["pairs"] = first["pairs"]
    with pytest.raises(EnvelopeError):
        escrow.opened(json.dumps(second).encode(), of("first", "second"))


def test_the_file_names_its_keepers_and_holds_no_secret_in_the_clear(file: bytes) -> None:
    assert escrow.keepers(file) == ["first", "second", "third"]
    for secret in (*SECRETS.values(), *(phrase.encode() for phrase in PHRASES.values())):
        assert secret not in file
        assert secret.hex().encode() not in file


def test_two_keepers_are_enough_and_one_is_not() -> None:
    made = escrow.made(SECRETS, of("first", "second"))
    assert escrow.opened(made, of("first", "second")) == SECRETS
    for few in ({}, of("first")):
        with refused("keepers"):
            escrow.made(SECRETS, few)


def test_a_short_passphrase_makes_no_escrow() -> None:
    with refused("short_passphrase"):
        escrow.made(SECRETS, of("first") | {"second": "short"})


@settings(max_examples=examples(300))
@given(data=st.data())
def test_a_file_changed_anywhere_opens_to_the_same_or_not_at_all(data: st.DataObject) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stretch, "key", unstretched)
        whole = escrow.made(SECRETS, PHRASES)
        place = data.draw(st.integers(0, len(whole) - 1))
        byte = data.draw(st.integers(0, 255))
        changed = whole[:place] + bytes([byte]) + whole[place + 1 :]
        with suppress(EnvelopeError):
            assert escrow.opened(changed, of("first", "second")) == SECRETS


def test_a_file_cut_short_opens_nothing() -> None:
    whole = escrow.made(SECRETS, PHRASES)
    for length in range(0, len(whole), 7):
        with pytest.raises(EnvelopeError):
            escrow.opened(whole[:length], of("first", "second"))


def test_every_bit_of_what_is_sealed_counts() -> None:
    table = json.loads(escrow.made(SECRETS, of("first", "second")))
    for holder, name in ((table, "sealed"), (table["pairs"][0], "key")):
        whole = bytes.fromhex(holder[name])
        for bit in range(len(whole) * 8):
            changed = bytearray(whole)
            changed[bit // 8] ^= 1 << bit % 8
            holder[name] = changed.hex()
            with pytest.raises(EnvelopeError):
                escrow.opened(json.dumps(table).encode(), of("first", "second"))
        holder[name] = whole.hex()


@pytest.mark.parametrize(
    "strange",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b"\xff",
        b"[" * 100_000,
        b'{"format": "moeli.escrow.v2", "keepers": {}}',
        b'{"format": "moeli.escrow.v1", "keepers": []}',
        b'{"format": "moeli.escrow.v1", "keepers": {}}',
        b'{"format": "moeli.escrow.v1", "keepers": {"first": 1, "second": 2}, "id": 3}',
        b'{"format": "moeli.escrow.v1", "keepers": {"first": {}, "second": {}}, "id": "x"}',
    ],
)
def test_anything_else_is_no_escrow(strange: bytes) -> None:
    with pytest.raises(EnvelopeError):
        escrow.opened(strange, of("first", "second"))


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
@pytest.mark.parametrize("pair", [("first", "third"), ("second", "first")])
def test_the_published_escrow_opens(
    vector: dict[str, Any], pair: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()  # the passphrases are stretched as in earnest
    phrases = {name: vector["passphrases"][name] for name in pair}
    opened = escrow.opened(json.dumps(vector["file"]).encode(), phrases)
    assert {name: secret.hex() for name, secret in opened.items()} == vector["secrets"]
