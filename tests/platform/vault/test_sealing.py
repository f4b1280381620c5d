"""What is sealed to a public key opens with the private key, in its own context, and not else."""

import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from moeli.platform.vault.envelope import EnvelopeError
from moeli.platform.vault.sealing import key_id, open_sealed, recipient_of, seal_to
from tests.platform.vault import peers

PRIVATE = X25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = PRIVATE.public_key().public_bytes_raw()
HEADER, EPHEMERAL, LENGTH, TAG = 17, 32, 4, 16
VECTORS = json.loads(
    (Path(__file__).resolve().parents[2] / "vectors" / "vault_seal.json").read_text("utf-8")
)["vectors"]


@given(plaintext=st.binary(max_size=2000), context=st.binary(max_size=100))
def test_what_was_sealed_opens_with_the_private_key(plaintext: bytes, context: bytes) -> None:
    sealed = seal_to(PUBLIC, context, plaintext)
    assert open_sealed(PRIVATE, context, sealed) == plaintext
    assert recipient_of(sealed) == key_id(PUBLIC)


def test_the_same_text_is_never_sealed_to_the_same_bytes() -> None:
    assert seal_to(PUBLIC, b"c", b"x") != seal_to(PUBLIC, b"c", b"x")


@given(context=st.binary(max_size=40), other=st.binary(max_size=40))
def test_it_opens_in_its_own_context_only(context: bytes, other: bytes) -> None:
    sealed = seal_to(PUBLIC, context, b"secret")
    if context != other:
        with pytest.raises(EnvelopeError):
            open_sealed(PRIVATE, other, sealed)


def test_another_private_key_does_not_open_it() -> None:
    with pytest.raises(EnvelopeError):
        open_sealed(X25519PrivateKey.generate(), b"c", seal_to(PUBLIC, b"c", b"secret"))


def test_sealed_to_another_and_named_as_mine_it_does_not_open() -> None:
    other = X25519PrivateKey.generate().public_key().public_bytes_raw()
    sealed = seal_to(other, b"c", b"secret")
    with pytest.raises(EnvelopeError):
        open_sealed(PRIVATE, b"c", sealed[:1] + key_id(PUBLIC) + sealed[17:])


def test_every_single_changed_bit_is_refused() -> None:
    sealed = seal_to(PUBLIC, b"c", b"a secret")
    for bit in range(len(sealed) * 8):
        changed = bytearray(sealed)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises(EnvelopeError):
            open_sealed(PRIVATE, b"c", bytes(changed))


def test_every_shortened_text_is_refused() -> None:
    sealed = seal_to(PUBLIC, b"c", b"secret")
    for length in range(len(sealed)):
        with pytest.raises(EnvelopeError):
            open_sealed(PRIVATE, b"c", sealed[:length])


@given(noise=st.binary(max_size=200))
def test_anything_else_is_no_sealed_text(noise: bytes) -> None:
    for text in (noise, b"\x01" + key_id(PUBLIC) + noise):
        with pytest.raises(EnvelopeError):
            open_sealed(PRIVATE, b"c", text)


@pytest.mark.parametrize("ephemeral", [bytes(32), b"\x01" + bytes(31)])
def test_a_point_of_low_order_opens_nothing(ephemeral: bytes) -> None:
    with pytest.raises(EnvelopeError):
        open_sealed(PRIVATE, b"c", b"\x01" + key_id(PUBLIC) + ephemeral + bytes(40))


@pytest.mark.parametrize("recipient", [b"", bytes(31), bytes(33), bytes(32)])
def test_what_is_no_public_key_is_not_sealed_to(recipient: bytes) -> None:
    with pytest.raises(EnvelopeError):
        seal_to(recipient, b"c", b"secret")


@given(first=st.binary(max_size=252), second=st.binary(max_size=252))
def test_padded_texts_of_one_class_have_one_length(first: bytes, second: bytes) -> None:
    sealed = [seal_to(PUBLIC, b"c", each, padded_to=256) for each in (first, second)]
    assert {len(each) for each in sealed} == {HEADER + EPHEMERAL + 256 + TAG}
    assert [open_sealed(PRIVATE, b"c", each) for each in sealed] == [first, second]


def test_a_text_longer_than_the_padding_takes_the_next_multiple() -> None:
    sealed = seal_to(PUBLIC, b"c", bytes(253), padded_to=256)
    assert len(sealed) == HEADER + EPHEMERAL + 512 + TAG


@pytest.mark.parametrize("content", [b"", b"\x00\x00\x00", b"\x00\x00\x00\x02x"])
def test_a_sealer_who_lies_about_the_length_is_refused(content: bytes) -> None:
    ephemeral = X25519PrivateKey.generate()
    sealed = peers.sealed_as_published(ephemeral, PUBLIC, b"c", content)
    with pytest.raises(EnvelopeError):
        open_sealed(PRIVATE, b"c", sealed)


@given(plaintext=st.binary(max_size=200))
def test_a_peer_written_from_the_rfc_opens_what_we_seal(plaintext: bytes) -> None:
    sealed = seal_to(PUBLIC, b"where", plaintext)
    info = peers.lengthed(b"moeli.seal.v1", peers.seal_key_id(PUBLIC), b"where")
    content = peers.hpke_open(PRIVATE, info, sealed[HEADER:])
    assert content == len(plaintext).to_bytes(LENGTH, "big") + plaintext


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_the_published_texts_open(vector: dict[str, Any]) -> None:
    private = X25519PrivateKey.from_private_bytes(bytes.fromhex(vector["recipient_private"]))
    context, sealed = bytes.fromhex(vector["context"]), bytes.fromhex(vector["sealed"])
    assert open_sealed(private, context, sealed) == bytes.fromhex(vector["plaintext"])


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_the_peer_builds_the_published_texts_byte_for_byte(vector: dict[str, Any]) -> None:
    ephemeral = X25519PrivateKey.from_private_bytes(bytes.fromhex(vector["ephemeral_private"]))
    names = ("recipient_public", "context", "content")
    built = peers.sealed_as_published(ephemeral, *(bytes.fromhex(vector[name]) for name in names))
    assert built == bytes.fromhex(vector["sealed"])
