"""The verifier's own Ed25519 against RFC 8032, section 7.1, and against another implementation."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from moeli.platform.packs.ed25519 import signed
from tests.trying import examples

VECTORS = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
        "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
        "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
    (
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
        "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
        "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b589"
        "09351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704",
    ),
]
ORDER = 2**252 + 27742317777372353535851937790883648493


@pytest.mark.parametrize(("public", "message", "signature"), VECTORS)
def test_the_vectors_of_the_standard_hold_and_nothing_near_them(
    public: str, message: str, signature: str
) -> None:
    key, text, mark = (bytes.fromhex(each) for each in (public, message, signature))
    assert signed(key, text, mark)
    assert not signed(key, text + b"x", mark)
    for at in (0, 31, 32, 63):
        assert not signed(key, text, mark[:at] + bytes([mark[at] ^ 1]) + mark[at + 1 :])


@settings(max_examples=examples(40))
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=300), st.data())
def test_it_agrees_with_the_library_on_good_and_damaged_signatures(
    secret: bytes, message: bytes, data: st.DataObject
) -> None:
    key = Ed25519PrivateKey.from_private_bytes(secret)
    public, mark = key.public_key().public_bytes_raw(), bytearray(key.sign(message))
    assert signed(public, message, bytes(mark))
    mark[data.draw(st.integers(0, 63))] ^= 1 << data.draw(st.integers(0, 7))
    assert not signed(public, message, bytes(mark))


def test_a_signature_with_the_order_added_is_no_second_signature() -> None:
    key = Ed25519PrivateKey.generate()
    mark = key.sign(b"text")
    scalar = int.from_bytes(mark[32:], "little") + ORDER
    second = mark[:32] + scalar.to_bytes(32, "little")
    assert not signed(key.public_key().public_bytes_raw(), b"text", second)


@given(st.binary(max_size=70), st.binary(max_size=70))
def test_bytes_that_are_no_key_or_signature_are_refused(public: bytes, signature: bytes) -> None:
    assert not signed(public, b"text", signature)


@pytest.mark.parametrize("encoded", [2**255 - 19, 2**255 - 18, 1 | 1 << 255, 2])
def test_what_is_no_point_is_no_key(encoded: int) -> None:
    assert not signed(encoded.to_bytes(32, "little"), b"text", bytes(64))
