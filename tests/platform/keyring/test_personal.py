"""A personal key opens with its owner's passphrase, within one block, and not else."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from moeli.platform import clock
from moeli.platform.keyring import services as keyring
from moeli.platform.keyring.models import PersonalKey
from moeli.platform.keyring.services import OpenedKey
from moeli.platform.vault.sealing import seal_to
from tests.refusals import refused

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.both_engines,
    pytest.mark.usefixtures("quick"),
]

PHRASE, OTHER = "four words and more", "quite another passphrase"
VECTORS = json.loads(
    (Path(__file__).resolve().parents[2] / "vectors" / "vault_passphrase.json").read_text("utf-8")
)["personal"]["vectors"]


def sealed_for(owner: str) -> bytes:
    return seal_to(keyring.public_key_of(owner=owner), b"where", b"the address")


def opened(owner: str, phrase: str, sealed: bytes, context: bytes = b"where") -> bytes:
    with keyring.opened_personal_key(owner=owner, phrase=phrase) as key:
        return key.open_sealed(context, sealed)


def test_what_is_sealed_to_her_opens_with_her_passphrase() -> None:
    keyring.make_personal_key(owner="manager-1", phrase=PHRASE)
    assert opened("manager-1", PHRASE, sealed_for("manager-1")) == b"the address"


def test_it_does_not_open_with_another_passphrase() -> None:
    keyring.make_personal_key(owner="manager-1", phrase=PHRASE)
    with refused("passphrase"):
        opened("manager-1", OTHER, sealed_for("manager-1"))


def test_a_key_that_is_not_there_looks_like_a_wrong_passphrase() -> None:
    with refused("passphrase"):
        opened("nobody", PHRASE, b"")
    with refused("passphrase"):
        keyring.public_key_of(owner="nobody")


def test_what_is_sealed_to_another_or_elsewhere_stays_closed() -> None:
    keyring.make_personal_key(owner="manager-1", phrase=PHRASE)
    keyring.make_personal_key(owner="manager-2", phrase=OTHER)
    with refused("closed"):
        opened("manager-1", PHRASE, sealed_for("manager-2"))
    with refused("closed"):
        opened("manager-1", PHRASE, sealed_for("manager-1"), context=b"elsewhere")


def test_after_its_block_the_key_opens_nothing() -> None:
    keyring.make_personal_key(owner="manager-1", phrase=PHRASE)
    sealed = sealed_for("manager-1")
    with keyring.opened_personal_key(owner="manager-1", phrase=PHRASE) as key:
        assert key.open_sealed(b"where", sealed) == b"the address"
    with refused("passphrase"):
        key.open_sealed(b"where", sealed)


def test_a_block_that_fails_forgets_the_key_as_well() -> None:
    keyring.make_personal_key(owner="manager-1", phrase=PHRASE)
    kept: list[OpenedKey] = []
    with (
        suppress(ZeroDivisionError),
        keyring.opened_personal_key(owner="manager-1", phrase=PHRASE) as key,
    ):
        kept.append(key)
        raise ZeroDivisionError
    with refused("passphrase"):
        kept[0].open_sealed(b"where", sealed_for("manager-1"))


def test_another_passphrase_closes_the_same_key() -> None:
    keyring.make_personal_key(owner="manager-1", phrase=PHRASE)
    sealed = sealed_for("manager-1")
    keyring.change_passphrase(owner="manager-1", old=PHRASE, new=OTHER)
    assert opened("manager-1", OTHER, sealed) == b"the address"
    with refused("passphrase"):
        opened("manager-1", PHRASE, sealed)


def test_who_does_not_know_the_old_passphrase_changes_nothing() -> None:
    keyring.make_personal_key(owner="manager-1", phrase=PHRASE)
    with refused("passphrase"):
        keyring.change_passphrase(owner="manager-1", old=OTHER, new=OTHER)
    with refused("short_passphrase"):
        keyring.change_passphrase(owner="manager-1", old=PHRASE, new="short")
    assert opened("manager-1", PHRASE, sealed_for("manager-1")) == b"the address"


def test_a_new_key_replaces_the_former_one_whose_row_stays() -> None:
    first = keyring.make_personal_key(owner="manager-1", phrase=PHRASE)
    sealed = sealed_for("manager-1")
    keyring.make_personal_key(owner="manager-1", phrase=OTHER)
    assert opened("manager-1", OTHER, sealed_for("manager-1")) == b"the address"
    with refused("closed"):
        opened("manager-1", OTHER, sealed)
    first.refresh_from_db()
    assert first.replaced_at is not None
    assert PersonalKey.objects.count() == 2


def test_a_short_passphrase_makes_no_key() -> None:
    with refused("short_passphrase"):
        keyring.make_personal_key(owner="manager-1", phrase="short")
    assert not PersonalKey.objects.exists()


@pytest.mark.parametrize("column", ["public", "wrapped", "owner", "params"])
def test_a_key_whose_row_was_touched_does_not_open(column: str) -> None:
    keyring.make_personal_key(owner="manager-1", phrase=PHRASE)
    sealed = sealed_for("manager-1")
    other = keyring.make_personal_key(owner="manager-2", phrase=PHRASE)
    value = getattr(other, column)
    if column == "owner":
        PersonalKey.objects.filter(owner="manager-2").delete()
    PersonalKey.objects.filter(owner="manager-1").update(**{column: value})
    owner = "manager-2" if column == "owner" else "manager-1"
    with refused("passphrase"):
        opened(owner, PHRASE, sealed)


def test_neither_passphrase_nor_private_key_lies_in_the_database() -> None:
    made = keyring.make_personal_key(owner="manager-1", phrase=PHRASE)
    row = PersonalKey.objects.values().get()
    assert PHRASE not in str(row)
    assert len(bytes(made.wrapped)) == 29 + 32 + 16
    assert row["params"]["memory_kib"] >= 64 * 1024


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_the_published_wraps_open(vector: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()  # the passphrase is stretched as in earnest
    row = PersonalKey(id=vector["id"], owner=vector["owner"], params=vector["params"])
    row.made_at = clock.now()
    row.public, row.wrapped = bytes.fromhex(vector["public"]), bytes.fromhex(vector["wrapped"])
    row.save(force_insert=True)
    sealed = seal_to(row.public, b"where", b"the address")
    assert opened(vector["owner"], vector["passphrase"], sealed) == b"the address"
    private = X25519PrivateKey.from_private_bytes(bytes.fromhex(vector["private"]))
    assert private.public_key().public_bytes_raw() == row.public
