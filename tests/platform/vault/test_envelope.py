"""An envelope opens in the one place where it belongs, unchanged, and nowhere else."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moeli.platform.vault import envelope
from moeli.platform.vault.envelope import Binding, EnvelopeError

KEY, KEY_ID = bytes(range(32)), UUID("01890a5d-ac96-774b-bcce-b302099a8057")
HERE = Binding("person:1", "crossings", "crossings.Inspection", "document", "row-1")
VECTORS = json.loads(
    (Path(__file__).resolve().parents[2] / "vectors" / "vault.json").read_text(encoding="utf-8")
)["vectors"]


@given(plaintext=st.binary(max_size=2000))
def test_what_was_sealed_comes_back(plaintext: bytes) -> None:
    sealed = envelope.encrypt(KEY, KEY_ID, HERE, plaintext)
    assert envelope.decrypt(KEY, HERE, sealed) == plaintext
    assert envelope.key_id_of(sealed) == KEY_ID


def test_the_same_plaintext_is_never_sealed_to_the_same_bytes() -> None:
    assert envelope.encrypt(KEY, KEY_ID, HERE, b"x") != envelope.encrypt(KEY, KEY_ID, HERE, b"x")


@given(name=st.sampled_from(["subject", "scope", "model", "field", "row"]), other=st.text())
def test_an_envelope_moved_elsewhere_is_refused(name: str, other: str) -> None:
    there = replace(HERE, **{name: other})
    sealed = envelope.encrypt(KEY, KEY_ID, HERE, b"secret")
    if there != HERE:
        with pytest.raises(EnvelopeError):
            envelope.decrypt(KEY, there, sealed)


def test_a_letter_moved_from_one_part_of_the_binding_to_the_next_is_refused() -> None:
    sealed = envelope.encrypt(KEY, KEY_ID, replace(HERE, model="ab", field="c"), b"secret")
    with pytest.raises(EnvelopeError):
        envelope.decrypt(KEY, replace(HERE, model="a", field="bc"), sealed)


def test_every_single_changed_bit_is_refused() -> None:
    sealed = envelope.encrypt(KEY, KEY_ID, HERE, b"a secret of the house")
    for bit in range(len(sealed) * 8):
        changed = bytearray(sealed)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises(EnvelopeError):
            envelope.decrypt(KEY, HERE, bytes(changed))


def test_every_shortened_envelope_is_refused() -> None:
    sealed = envelope.encrypt(KEY, KEY_ID, HERE, b"secret")
    for length in range(len(sealed)):
        with pytest.raises(EnvelopeError):
            envelope.decrypt(KEY, HERE, sealed[:length])


@given(noise=st.binary(max_size=200))
def test_anything_else_is_no_envelope(noise: bytes) -> None:
    with pytest.raises(EnvelopeError):
        envelope.decrypt(KEY, HERE, noise)


def test_another_key_does_not_open_it() -> None:
    sealed = envelope.encrypt(KEY, KEY_ID, HERE, b"secret")
    with pytest.raises(EnvelopeError):
        envelope.decrypt(envelope.fresh_key(), HERE, sealed)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_the_published_envelopes_open(vector: dict[str, Any]) -> None:
    plain = envelope.decrypt(*_opening(vector))
    assert plain == bytes.fromhex(vector["plaintext"])


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_the_published_envelopes_are_built_byte_for_byte(
    vector: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    key, binding, sealed = _opening(vector)
    monkeypatch.setattr(envelope.os, "urandom", lambda _size: bytes.fromhex(vector["nonce"]))
    built = envelope.encrypt(
        key, UUID(vector["key_id"]), binding, bytes.fromhex(vector["plaintext"])
    )
    assert built == sealed


def _opening(vector: dict[str, Any]) -> tuple[bytes, Binding, bytes]:
    binding = Binding(**vector["binding"])
    return bytes.fromhex(vector["key"]), binding, bytes.fromhex(vector["envelope"])
