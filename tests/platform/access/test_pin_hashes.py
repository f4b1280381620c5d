"""What is kept of a PIN: useless without the key beside the database, right for one PIN only."""

import pytest
from django.contrib.auth.hashers import make_password
from hypothesis import given, settings
from hypothesis import strategies as st

from moeli.platform.access.services import pin_hashes
from moeli.platform.vault import master
from tests.trying import examples

PINS = st.text("0123456789", min_size=6, max_size=10)


def test_the_pin_and_no_other_is_right() -> None:
    kept = pin_hashes.hashed("492716")
    assert pin_hashes.right("492716", kept)
    assert not pin_hashes.right("492717", kept)
    assert "492716" not in kept


def test_one_trial_costs_as_much_memory_as_the_ones_of_passwords() -> None:
    _algorithm, work, _salt, block, _rest = pin_hashes.hashed("492716").split("$", 4)
    assert (int(work), int(block)) == (2**14, 8)


def test_the_same_pin_is_kept_as_another_text_each_time() -> None:
    assert pin_hashes.hashed("492716") != pin_hashes.hashed("492716")


def test_without_the_key_beside_the_database_every_pin_is_wrong(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kept = pin_hashes.hashed("492716")
    monkeypatch.setattr(pin_hashes, "index_hash", lambda _purpose, value: value.encode()[:16])
    assert not pin_hashes.right("492716", kept)
    monkeypatch.setattr(pin_hashes, "index_hash", master.index_hash)
    assert pin_hashes.right("492716", kept)


def test_a_pin_kept_before_pins_were_keyed_still_opens() -> None:
    kept = make_password("492716")
    assert pin_hashes.right("492716", kept)
    assert not pin_hashes.right("492717", kept)


@pytest.mark.parametrize("kept", ["", "x"])
def test_what_is_no_hash_opens_nothing(kept: str) -> None:
    assert not pin_hashes.right("492716", kept)


@settings(max_examples=examples(8), deadline=None)
@given(PINS, PINS)
def test_two_pins_are_right_for_one_another_only_when_they_are_one(first: str, second: str) -> None:
    assert pin_hashes.right(second, pin_hashes.hashed(first)) is (first == second)
