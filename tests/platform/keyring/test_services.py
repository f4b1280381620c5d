"""Fields are sealed under their subject's key; a shredded key opens nothing ever again."""

from dataclasses import replace

import pytest
from pytest_django import DjangoAssertNumQueries

from moeli.platform.keyring import services as keyring
from moeli.platform.keyring.models import DataKey, PersonalKey
from moeli.platform.keyring.services import fields
from moeli.platform.vault import envelope
from moeli.platform.vault.envelope import Binding
from moeli.platform.vault.master import INDEX_HASH_BYTES, index_hash
from tests.refusals import refused

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

HERE = Binding("person:1", "crossing", "crossings.Inspection", "document", "row-1")


def test_what_was_sealed_comes_back() -> None:
    assert keyring.unseal(HERE, keyring.seal(HERE, b"secret")) == b"secret"


def test_one_subject_has_one_key_in_a_scope() -> None:
    keyring.seal_many([(HERE, b"a"), (replace(HERE, row="row-2"), b"b")])
    keyring.seal(HERE, b"c")
    keyring.seal(replace(HERE, scope="identity"), b"d")
    keys = DataKey.objects.order_by("scope").values_list("subject", "scope")
    assert list(keys) == [("person:1", "crossing"), ("person:1", "identity")]


@pytest.mark.parametrize("part", ["subject", "scope", "model", "field", "row"])
def test_an_envelope_moved_to_another_place_stays_closed(part: str) -> None:
    sealed = keyring.seal(HERE, b"secret")
    there = replace(HERE, **{part: "identity"})
    keyring.seal(there, b"so that its key exists")
    with refused("closed"):
        keyring.unseal(there, sealed)


def many(count: int) -> list[tuple[Binding, bytes]]:
    return [
        (replace(HERE, subject=f"person:{number}", row=f"row-{number}"), str(number).encode())
        for number in range(count)
    ]


def test_of_many_new_subjects_each_has_a_key_of_her_own() -> None:
    keyring.seal(*many(4)[3])
    keyring.shred(subject="person:30", scope="identity")
    items = many(40)
    sealed = keyring.seal_many(items)
    bindings = [binding for binding, _text in items]
    opened = keyring.unseal_many(list(zip(bindings, sealed, strict=True)))
    assert opened == [text for _binding, text in items]
    keys = DataKey.objects.filter(scope=HERE.scope)
    assert keys.count() == keys.values("subject").distinct().count() == 40
    assert len({bytes(key.wrapped or b"") for key in keys}) == 40


def test_the_keys_of_many_are_looked_for_and_made_together(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_max_num_queries(6):
        keyring.seal_many(many(200))
    with django_assert_max_num_queries(1):
        keyring.seal_many(many(200))


def test_among_many_one_that_was_shredded_is_never_sealed_again() -> None:
    keyring.seal_many(many(20))
    keyring.shred(subject="person:7", scope=HERE.scope)
    with refused("shredded"):
        keyring.seal_many(many(20))


def test_among_many_a_scope_that_is_not_registered_is_refused() -> None:
    with refused("unregistered"):
        keyring.seal_many([(replace(each, scope="other"), text) for each, text in many(20)])
    assert not DataKey.objects.exists()


def test_a_scope_that_is_not_registered_is_refused() -> None:
    with refused("unregistered"):
        keyring.seal(replace(HERE, scope="other"), b"secret")
    with refused("unregistered"):
        keyring.shred(subject=HERE.subject, scope="other")
    assert not DataKey.objects.exists()


def test_of_several_what_stands_is_read_and_what_was_erased_is_none() -> None:
    hers = replace(HERE, subject="person:2")
    sealed = [(HERE, keyring.seal(HERE, b"his")), (hers, keyring.seal(hers, b"hers"))]
    keyring.shred(subject=HERE.subject, scope=HERE.scope)
    assert keyring.unseal_standing(sealed) == [None, b"hers"]


def test_what_was_moved_is_refused_and_never_taken_for_erased() -> None:
    sealed = keyring.seal(HERE, b"his")
    with refused("closed"):
        keyring.unseal_standing([(replace(HERE, row="row-2"), sealed)])


def test_what_is_shredded_before_it_was_ever_sealed_is_never_sealed() -> None:
    assert keyring.shred(subject=HERE.subject, scope=HERE.scope) == 0
    with refused("shredded"):
        keyring.seal(HERE, b"secret")


def test_a_shredded_key_opens_nothing_and_seals_nothing() -> None:
    sealed = keyring.seal(HERE, b"secret")
    assert keyring.shred(subject=HERE.subject, scope=HERE.scope) == 1
    with refused("shredded"):
        keyring.unseal(HERE, sealed)
    with refused("shredded"):
        keyring.seal(HERE, b"again")


def test_shredding_keeps_the_row_and_its_time_and_is_done_once() -> None:
    keyring.seal(HERE, b"secret")
    assert keyring.shred(subject=HERE.subject, scope=HERE.scope) == 1
    assert keyring.shred(subject=HERE.subject, scope=HERE.scope) == 0
    kept = DataKey.objects.get()
    assert kept.wrapped is None
    assert kept.shredded_at is not None


def test_shredding_one_subject_leaves_the_others_open() -> None:
    other = replace(HERE, subject="person:2")
    keyring.seal(HERE, b"mine")
    sealed = keyring.seal(other, b"hers")
    keyring.shred(subject=HERE.subject, scope=HERE.scope)
    assert keyring.unseal(other, sealed) == b"hers"


def test_a_wrapped_key_moved_to_another_subject_does_not_open() -> None:
    other = replace(HERE, subject="person:2")
    sealed = keyring.seal(HERE, b"mine")
    keyring.seal(other, b"hers")
    wrapped = DataKey.objects.get(subject=other.subject).wrapped
    DataKey.objects.filter(subject=HERE.subject).update(wrapped=wrapped)
    with refused("closed"):
        keyring.unseal(HERE, sealed)
    with refused("closed"):  # nor does the key itself, whatever it would open
        keyring.export_keys(ids=[envelope.key_id_of(sealed)])


def test_an_envelope_of_an_unknown_key_stays_closed() -> None:
    sealed = bytearray(keyring.seal(HERE, b"secret"))
    sealed[5] ^= 1
    with refused("closed"):
        keyring.unseal(HERE, bytes(sealed))


def test_no_key_lies_open_in_the_database() -> None:
    keyring.seal(HERE, b"secret")
    wrapped = DataKey.objects.get().wrapped
    assert wrapped is not None
    assert len(bytes(wrapped)) == 29 + 32 + 16


def test_of_two_that_make_one_key_at_once_the_second_takes_the_first_ones() -> None:
    mine = fields._make(HERE.subject, HERE.scope)
    hers = fields._make(HERE.subject, HERE.scope)
    assert mine == hers == DataKey.objects.get()


def test_a_row_names_itself_and_nobody_else() -> None:
    keyring.seal(HERE, b"secret")
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
