"""Fields are sealed under their subject's key; a shredded key opens nothing ever again."""

from dataclasses import replace

import pytest

from moeli.platform.vault import services as vault
from moeli.platform.vault.core import envelope
from moeli.platform.vault.core.envelope import Binding
from moeli.platform.vault.core.master import INDEX_HASH_BYTES, index_hash
from moeli.platform.vault.models import DataKey, PersonalKey
from moeli.platform.vault.services import fields
from tests.refusals import refused

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

HERE = Binding("person:1", "crossing", "crossings.Inspection", "document", "row-1")


def test_what_was_sealed_comes_back() -> None:
    assert vault.unseal(HERE, vault.seal(HERE, b"secret")) == b"secret"


def test_one_subject_has_one_key_in_a_scope() -> None:
    vault.seal_many([(HERE, b"a"), (replace(HERE, row="row-2"), b"b")])
    vault.seal(HERE, b"c")
    vault.seal(replace(HERE, scope="identity"), b"d")
    keys = DataKey.objects.order_by("scope").values_list("subject", "scope")
    assert list(keys) == [("person:1", "crossing"), ("person:1", "identity")]


@pytest.mark.parametrize("part", ["subject", "scope", "model", "field", "row"])
def test_an_envelope_moved_to_another_place_stays_closed(part: str) -> None:
    sealed = vault.seal(HERE, b"secret")
    there = replace(HERE, **{part: "identity"})
    vault.seal(there, b"so that its key exists")
    with refused("closed"):
        vault.unseal(there, sealed)


def test_a_scope_that_is_not_registered_is_refused() -> None:
    with refused("unregistered"):
        vault.seal(replace(HERE, scope="other"), b"secret")
    with refused("unregistered"):
        vault.shred(subject=HERE.subject, scope="other")
    assert not DataKey.objects.exists()


def test_what_is_shredded_before_it_was_ever_sealed_is_never_sealed() -> None:
    assert vault.shred(subject=HERE.subject, scope=HERE.scope) == 0
    with refused("shredded"):
        vault.seal(HERE, b"secret")


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
    with refused("closed"):  # nor does the key itself, whatever it would open
        vault.export_keys(ids=[envelope.key_id_of(sealed)])


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


def test_of_two_that_make_one_key_at_once_the_second_takes_the_first_ones() -> None:
    mine = fields._make(HERE.subject, HERE.scope)
    hers = fields._make(HERE.subject, HERE.scope)
    assert mine == hers == DataKey.objects.get()


def test_a_row_names_itself_and_nobody_else() -> None:
    vault.seal(HERE, b"secret")
    key = DataKey.objects.get()
    assert str(key) == f"data key {key.id}"
    personal = PersonalKey(owner="manager-1")
    assert str(personal) == f"personal key {personal.id}"


def test_an_index_hash_finds_equal_values_and_keeps_purposes_apart() -> None:
    assert index_hash("travel document", "UTO1") == index_hash("travel document", "UTO1")
    assert index_hash("travel document", "UTO1") != index_hash("travel document", "UTO2")
    assert index_hash("travel document", "UTO1") != index_hash("user name", "UTO1")
    assert len(index_hash("travel document", "UTO1")) == INDEX_HASH_BYTES


@pytest.mark.parametrize("purpose", ["name", "birth date", "telephone", "", "travel documents"])
def test_what_could_be_guessed_is_never_hashed(purpose: str) -> None:
    with refused("unregistered"):
        index_hash(purpose, "1999-04-01")
