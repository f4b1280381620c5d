"""Keys from passphrases: what looks the same is the same, and strange parameters are refused."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moeli.platform.vault.envelope import EnvelopeError
from moeli.platform.vault.passphrase import Stretch, require_long
from tests.refusals import refused

SALT = "000102030405060708090a0b0c0d0e0f"
GOOD: dict[str, Any] = {"salt": SALT, "memory_kib": 64 * 1024, "passes": 1, "lanes": 4}


def test_the_published_vector_of_rfc_9106_holds_for_the_library_we_use() -> None:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    drawn = Argon2id(
        salt=b"\x02" * 16,
        length=32,
        iterations=3,
        lanes=4,
        memory_cost=32,
        ad=b"\x04" * 12,
        secret=b"\x03" * 8,
    ).derive(b"\x01" * 32)
    assert drawn.hex() == "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"


def test_parameters_kept_and_read_again_draw_the_same_key() -> None:
    stretch = Stretch()
    assert Stretch.read(stretch.stored()) == stretch
    assert stretch.key("four words and more") == stretch.key("four words and more")
    assert len(stretch.key("x")) == 32


def test_another_passphrase_or_salt_draws_another_key() -> None:
    keys = {Stretch.read(GOOD).key("one"), Stretch.read(GOOD).key("One"), Stretch().key("one")}
    assert len(keys) == 3


def test_letters_composed_and_apart_are_one_passphrase() -> None:
    stretch = Stretch.read(GOOD)
    assert stretch.key("\u0161e\u0161o") == stretch.key("s\u030ces\u030co")
    assert stretch.key("\ud800") != stretch.key("")


def test_the_memory_is_never_below_64_mib() -> None:
    assert Stretch().memory_kib >= 64 * 1024


@pytest.mark.parametrize(
    "change",
    [
        {"memory_kib": 8},
        {"memory_kib": 2**30},
        {"memory_kib": 65536.0},
        {"memory_kib": "65536"},
        {"passes": 0},
        {"passes": 10**9},
        {"passes": True},
        {"lanes": 0},
        {"lanes": 99},
        {"salt": ""},
        {"salt": "00"},
        {"salt": "x" * 32},
        {"salt": None},
        {"more": 1},
    ],
)
def test_parameters_out_of_bounds_are_refused_before_they_cost_anything(
    change: dict[str, Any],
) -> None:
    with pytest.raises(EnvelopeError):
        Stretch.read(GOOD | change)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=6,
)


@given(stored=json_values)
def test_anything_else_is_refused_with_the_one_error(stored: Any) -> None:
    with pytest.raises(EnvelopeError):
        Stretch.read(stored)


@given(name=st.sampled_from(sorted(GOOD)), value=json_values)
def test_one_strange_parameter_is_refused_or_within_bounds(name: str, value: Any) -> None:
    with suppress(EnvelopeError):
        assert Stretch.read(GOOD | {name: value}).memory_kib >= 64 * 1024


@pytest.mark.parametrize("phrase", ["", "short", " " * 40, "fourteen chars"])
def test_a_short_passphrase_is_refused(phrase: str) -> None:
    with refused("short_passphrase") as caught:
        require_long(phrase)
    assert "at least 15 characters" in str(caught.value)


def test_fifteen_characters_are_enough() -> None:
    require_long("fifteen letters")
