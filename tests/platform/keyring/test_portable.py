"""Data keys that travel: what was sealed there opens here, and a tombstone wins."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from moeli.platform.keyring import services as keyring
from moeli.platform.keyring.models import DataKey
from moeli.platform.keyring.services import PortableKey
from moeli.platform.vault import envelope
from moeli.platform.vault.envelope import Binding
from tests.refusals import refused

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

HERE = Binding("case:1", "care", "cases.Note", "text", "row-1")


def from_elsewhere(binding: Binding = HERE) -> tuple[PortableKey, bytes]:
    """A key of another node, and something sealed with it there."""
    key = PortableKey(uuid4(), binding.subject, binding.scope, envelope.fresh_key())
    return key, envelope.encrypt(key.key, key.id, binding, b"from elsewhere")


def own_id() -> UUID:
    return DataKey.objects.own(HERE.subject, HERE.scope).get().id


def test_what_another_node_sealed_opens_once_its_key_is_adopted() -> None:
    key, sealed = from_elsewhere()
    with refused("closed"):
        keyring.unseal(HERE, sealed)
    assert keyring.adopt_keys(keys=[key]) == 1
    assert keyring.unseal(HERE, sealed) == b"from elsewhere"


def test_an_exported_key_adopted_after_a_loss_opens_everything_again() -> None:
    sealed = keyring.seal(HERE, b"mine")
    [key] = keyring.export_keys(ids=[own_id()])
    assert (key.subject, key.scope) == (HERE.subject, HERE.scope)
    DataKey.objects.all().delete()
    keyring.adopt_keys(keys=[key])
    assert keyring.unseal(HERE, sealed) == b"mine"


def test_adopting_twice_changes_nothing() -> None:
    key, _ = from_elsewhere()
    assert keyring.adopt_keys(keys=[key, key]) == 1
    before = list(DataKey.objects.values())
    assert keyring.adopt_keys(keys=[key]) == 0
    assert list(DataKey.objects.values()) == before


def test_adopting_nothing_adopts_nothing() -> None:
    assert keyring.adopt_keys(keys=[]) == 0


def test_own_and_adopted_keys_of_one_subject_live_side_by_side() -> None:
    first, sealed_first = from_elsewhere()
    second, sealed_second = from_elsewhere()
    keyring.adopt_keys(keys=[first])
    mine = keyring.seal(HERE, b"mine")
    assert envelope.key_id_of(mine) == own_id() != first.id
    keyring.adopt_keys(keys=[second])
    texts = [keyring.unseal(HERE, each) for each in (mine, sealed_first, sealed_second)]
    assert texts == [b"mine", b"from elsewhere", b"from elsewhere"]


def test_a_key_that_comes_home_stays_the_nodes_own() -> None:
    keyring.seal(HERE, b"mine")
    keys = keyring.export_keys(ids=[own_id()])
    assert keyring.adopt_keys(keys=keys) == 0
    assert DataKey.objects.get().adopted_at is None


def test_shredding_takes_own_and_adopted_keys_alike() -> None:
    key, sealed = from_elsewhere()
    keyring.adopt_keys(keys=[key])
    mine = keyring.seal(HERE, b"mine")
    assert keyring.shred(subject=HERE.subject, scope=HERE.scope) == 2
    for each in (sealed, mine):
        with refused("shredded"):
            keyring.unseal(HERE, each)


def test_a_shredded_key_is_not_revived_when_it_comes_again() -> None:
    key, sealed = from_elsewhere()
    keyring.adopt_keys(keys=[key])
    keyring.shred(subject=HERE.subject, scope=HERE.scope)
    assert keyring.adopt_keys(keys=[key]) == 0
    with refused("shredded"):
        keyring.unseal(HERE, sealed)


@pytest.mark.parametrize("sealed_before", [True, False])
def test_a_key_that_comes_after_the_shredding_stays_shut(sealed_before: bool) -> None:
    if sealed_before:
        keyring.seal(HERE, b"mine")
    keyring.shred(subject=HERE.subject, scope=HERE.scope)
    key, sealed = from_elsewhere()
    keyring.adopt_keys(keys=[key])
    with refused("shredded"):
        keyring.unseal(HERE, sealed)
    with refused("shredded"):
        keyring.seal(HERE, b"again")
    assert keyring.export_keys(ids=[key.id]) == []


def test_the_tombstone_of_one_scope_leaves_the_others_open() -> None:
    keyring.shred(subject=HERE.subject, scope=HERE.scope)
    there = replace(HERE, scope="criminal")
    key, sealed = from_elsewhere(there)
    keyring.adopt_keys(keys=[key])
    assert keyring.unseal(there, sealed) == b"from elsewhere"


@pytest.mark.parametrize(
    "change", [{"subject": "case:2"}, {"scope": "witness"}, {"key": bytes(32)}]
)
def test_an_id_that_is_kept_for_something_else_is_refused(change: dict[str, object]) -> None:
    key, sealed = from_elsewhere()
    keyring.adopt_keys(keys=[key])
    with refused("other_key"):
        keyring.adopt_keys(keys=[replace(key, **change)])
    assert keyring.unseal(HERE, sealed) == b"from elsewhere"


def test_a_scope_that_is_not_registered_is_not_adopted() -> None:
    key, _ = from_elsewhere()
    with refused("unregistered"):
        keyring.adopt_keys(keys=[replace(key, scope="anything")])
    assert not DataKey.objects.exists()


@pytest.mark.parametrize("length", [0, 16, 31, 33])
def test_what_is_no_key_is_not_adopted(length: int) -> None:
    key, _ = from_elsewhere()
    with refused("closed"):
        keyring.adopt_keys(keys=[replace(key, key=bytes(length))])
    assert not DataKey.objects.exists()


def test_unknown_ids_are_left_out_of_an_export() -> None:
    assert keyring.export_keys(ids=[uuid4()]) == []


def test_a_portable_key_shows_no_key() -> None:
    key, _ = from_elsewhere()
    assert key.key.hex() not in repr(key)
    assert repr(key.key) not in repr(key)


def test_an_adopted_key_lies_wrapped_under_this_nodes_master_key() -> None:
    key, _ = from_elsewhere()
    keyring.adopt_keys(keys=[key])
    wrapped = bytes(DataKey.objects.get().wrapped or b"")
    assert key.key not in wrapped
    assert len(wrapped) == 29 + 32 + 16
