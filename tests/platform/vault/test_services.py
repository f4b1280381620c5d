"""Fields are sealed under their subject's key; a shredded key opens nothing ever again."""

from dataclasses import replace

import pytest

from moeli.platform.vault import services as vault
from moeli.platform.vault.envelope import Binding
from moeli.platform.vault.master import INDEX_HASH_BYTES, index_hash
from moeli.platform.vault.models import DataKey
from tests.refusals import refused

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

HERE = Binding("person:1", "crossings", "crossings.Inspection", "document", "row-1")


def test_what_was_sealed_comes_back() -> None:
    assert vault.unseal(HERE, vault.seal(HERE, b"secret")) == b"secret"


def test_one_subject_has_one_key_in_a_scope() -> None:
    vault.seal_many([(HERE, b"a"), (replace(HERE, row="row-2"), b"b")])
    vault.seal(HERE, b"c")
    vault.seal(replace(HERE, scope="screening"), b"d")
    keys = DataKey.objects.order_by("scope").values_list("subject", "scope")
    assert list(keys) == [("person:1", "crossings"), ("person:1", "screening")]


@pytest.mark.parametrize("part", ["subject", "scope", "model", "field", "row"])
def test_an_envelope_moved_to_another_place_stays_closed(part: str) -> None:
    sealed = vault.seal(HERE, b"secret")
    there = replace(HERE, **{part: "other"})
    vault.seal(there, b"so that its key exists")
    with refused("closed"):
        vault.unseal(there, sealed)


def test_a_shredded_key_opens_nothing_and_seals_nothing() -> None:
    sealed = vault.seal(HERE, b"secret")
    assert vault.shred(subject=HERE.subject, scope=HERE.scope) == 1
    with refused("shredded"):
        vault.unseal(HERE, sealed)
    with refused("shredded"):
        vault.seal(HERE, b"again")


def test_shredding_keeps_the_row_and_its_time_and_is_done_once() -> None:
    vault.seal(HERE, b"secret")
    assert vault.shred(subject=HERE.subject, scope=HERE.scope) == 1
    assert vault.shred(subject=HERE.subject, scope=HERE.scope) == 0
    kept = DataKey.objects.get()
    assert kept.wrapped is None
    assert kept.shredded_at is not None


def test_shredding_one_subject_leaves_the_others_open() -> None:
    other = replace(HERE, subject="person:2")
    vault.seal(HERE, b"mine")
    sealed = vault.seal(other, b"hers")
    vault.shred(subject=HERE.subject, scope=HERE.scope)
    assert vault.unseal(other, sealed) == b"hers"


def test_a_wrapped_key_moved_to_another_subject_does_not_open() -> None:
    other = replace(HERE, subject="person:2")
    sealed = vault.seal(HERE, b"mine")
    vault.seal(other, b"hers")
    wrapped = DataKey.objects.get(subject=other.subject).wrapped
    DataKey.objects.filter(subject=HERE.subject).update(wrapped=wrapped)
    with refused("closed"):
        vault.unseal(HERE, sealed)


def test_an_envelope_of_an_unknown_key_stays_closed() -> None:
    sealed = bytearray(vault.seal(HERE, b"secret"))
    sealed[5] ^= 1
    with refused("closed"):
        vault.unseal(HERE, bytes(sealed))


def test_no_key_lies_open_in_the_database() -> None:
    vault.seal(HERE, b"secret")
    wrapped = DataKey.objects.get().wrapped
    assert wrapped is not None
    assert len(bytes(wrapped)) == 29 + 32 + 16


def test_an_index_hash_finds_equal_values_and_keeps_purposes_apart() -> None:
    assert index_hash("document", "UTO1") == index_hash("document", "UTO1")
    assert index_hash("document", "UTO1") != index_hash("document", "UTO2")
    assert index_hash("document", "UTO1") != index_hash("list", "UTO1")
    assert index_hash("a", "bc") != index_hash("ab", "c")
    assert len(index_hash("document", "UTO1")) == INDEX_HASH_BYTES
