"""Data keys that travel: what was sealed there opens here, and a tombstone wins."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from moeli.platform.vault import services as vault
from moeli.platform.vault.core import envelope
from moeli.platform.vault.core.envelope import Binding
from moeli.platform.vault.models import DataKey
from moeli.platform.vault.services import PortableKey
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
        vault.unseal(HERE, sealed)
    assert vault.adopt_keys(keys=[key]) == 1
    assert vault.unseal(HERE, sealed) == b"from elsewhere"


def test_an_exported_key_adopted_after_a_loss_opens_everything_again() -> None:
    sealed = vault.seal(HERE, b"mine")
    [key] = vault.export_keys(ids=[own_id()])
    assert (key.subject, key.scope) == (HERE.subject, HERE.scope)
    DataKey.objects.all().delete()
    vault.adopt_keys(keys=[key])
    assert vault.unseal(HERE, sealed) == b"mine"


def test_adopting_twice_changes_nothing() -> None:
    key, _ = from_elsewhere()
    assert vault.adopt_keys(keys=[key, key]) == 1
    before = list(DataKey.objects.values())
    assert vault.adopt_keys(keys=[key]) == 0
    assert list(DataKey.objects.values()) == before


def test_adopting_nothing_adopts_nothing() -> None:
    assert vault.adopt_keys(keys=[]) == 0


def test_own_and_adopted_keys_of_one_subject_live_side_by_side() -> None:
    first, sealed_first = from_elsewhere()
    second, sealed_second = from_elsewhere()
    vault.adopt_keys(keys=[first])
    mine = vault.seal(HERE, b"mine")
    assert envelope.key_id_of(mine) == own_id() != first.id
    vault.adopt_keys(keys=[second])
    texts = [vault.unseal(HERE, each) for each in (mine, sealed_first, sealed_second)]
    assert texts == [b"mine", b"from elsewhere", b"from elsewhere"]


def test_a_key_that_comes_home_stays_the_nodes_own() -> None:
    vault.seal(HERE, b"mine")
    keys = vault.export_keys(ids=[own_id()])
    assert vault.adopt_keys(keys=keys) == 0
    assert DataKey.objects.get().adopted_at is None


def test_shredding_takes_own_and_adopted_keys_alike() -> None:
    key, sealed = from_elsewhere()
    vault.adopt_keys(keys=[key])
    mine = vault.seal(HERE, b"mine")
    assert vault.shred(subject=HERE.subject, scope=HERE.scope) == 2
    for each in (sealed, mine):
        with refused("shredded"):
            vault.unseal(HERE, each)


def test_a_shredded_key_is_not_revived_when_it_comes_again() -> None:
    key, sealed = from_elsewhere()
    vault.adopt_keys(keys=[key])
    vault.shred(subject=HERE.subject, scope=HERE.scope)
    assert vault.adopt_keys(keys=[key]) == 0
    with refused("shredded"):
        vault.unseal(HERE, sealed)


@pytest.mark.parametrize("sealed_before", [True, False])
def test_a_key_that_comes_after_the_shredding_stays_shut(sealed_before: bool) -> None:
    if sealed_before:
        vault.seal(HERE, b"mine")
    vault.shred(subject=HERE.subject, scope=HERE.scope)
    key, sealed = from_elsewhere()
    vault.adopt_keys(keys=[key])
    with refused("shredded"):
        vault.unseal(HERE, sealed)
    with refused("shredded"):
        vault.seal(HERE, b"again")
    assert vault.export_keys(ids=[key.id]) == []


def test_the_tombstone_of_one_scope_leaves_the_others_open() -> None:
    vault.shred(subject=HERE.subject, scope=HERE.scope)
    there = replace(HERE, scope="criminal")
    key, sealed = from_elsewhere(there)
    vault.adopt_keys(keys=[key])
    assert vault.unseal(there, sealed) == b"from elsewhere"


@pytest.mark.parametrize(
    "change", [{"subject": "case:2"}, {"scope": "witness"}, {"key": bytes(32)}]
)
def test_an_id_that_is_kept_for_something_else_is_refused(change: dict[str, object]) -> None:
    key, sealed = from_elsewhere()
    vault.adopt_keys(keys=[key])
    with refused("other_key"):
        vault.adopt_keys(keys=[replace(key, **change)])
    assert vault.unseal(HERE, sealed) == b"from elsewhere"


def test_a_scope_that_is_not_registered_is_not_adopted() -> None:
    key, _ = from_elsewhere()
    with refused("unregistered"):
        vault.adopt_keys(keys=[replace(key, scope="anything")])
    assert not DataKey.objects.exists()


@pytest.mark.parametrize("length", [0, 16, 31, 33])
def test_what_is_no_key_is_not_adopted(length: int) -> None:
    key, _ = from_elsewhere()
    with refused("closed"):
        vault.adopt_keys(keys=[replace(key, key=bytes(length))])
    assert not DataKey.objects.exists()


def test_unknown_ids_are_left_out_of_an_export() -> None:
    assert vault.export_keys(ids=[uuid4()]) == []


def test_a_portable_key_shows_no_key() -> None:
    key, _ = from_elsewhere()
    assert key.key.hex() not in repr(key)
    assert repr(key.key) not in repr(key)


def test_an_adopted_key_lies_wrapped_under_this_nodes_master_key() -> None:
    key, _ = from_elsewhere()
    vault.adopt_keys(keys=[key])
    wrapped = bytes(DataKey.objects.get().wrapped or b"")
    assert key.key not in wrapped
    assert len(wrapped) == 29 + 32 + 16
