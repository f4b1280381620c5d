"""Two transactions at once: one key a subject, and no key survives its shredding."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection, transaction

from moeli.platform.errors import MoeliError
from moeli.platform.keyring import services as keyring
from moeli.platform.keyring.models import DataKey
from moeli.platform.keyring.services import PortableKey
from moeli.platform.vault import envelope
from moeli.platform.vault.envelope import Binding

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_engines]

ROUNDS = 25


def here(number: int) -> Binding:
    return Binding(f"case:{number}", "care", "cases.Note", "text", "row-1")


def at_once(*acts: Callable[[], object]) -> None:
    """Run the acts in threads of their own, all let go at one moment."""
    gate = Barrier(len(acts))

    def run(act: Callable[[], object]) -> None:
        gate.wait()
        try:
            act()
        except MoeliError as error:
            assert error.code == "shredded"  # noqa: PT017 -- the one refusal that is foreseen
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        list(threads.map(run, acts))


def test_two_that_seal_for_a_new_subject_share_one_key() -> None:
    for number in range(ROUNDS):
        sealed: list[bytes] = []
        both = [lambda n=number, kept=sealed: kept.append(keyring.seal(here(n), b"x"))] * 2
        at_once(*both)
        assert DataKey.objects.filter(subject=f"case:{number}").count() == 1
        assert [keyring.unseal(here(number), each) for each in sealed] == [b"x", b"x"]


def seal_all(number: int, kept: list[list[bytes]]) -> None:
    """Forty in one transaction, as a batch does."""
    some = [(here(number * 40 + each), b"x") for each in range(40)]
    with transaction.atomic():
        kept.append(keyring.seal_many(some))


def test_two_that_seal_for_many_new_subjects_share_their_keys() -> None:
    for number in range(ROUNDS // 5):
        kept: list[list[bytes]] = []
        at_once(*[lambda n=number, kept=kept: seal_all(n, kept)] * 2)
        bindings = [here(number * 40 + each) for each in range(40)]
        for sealed in kept:
            opened = keyring.unseal_many(list(zip(bindings, sealed, strict=True)))
            assert opened == [b"x"] * 40
        assert len(kept) == 2
    assert DataKey.objects.count() == 40 * (ROUNDS // 5)


def test_no_key_that_is_sealed_with_or_adopted_meanwhile_survives_a_shredding() -> None:
    for number in range(ROUNDS):
        coming = PortableKey(uuid4(), f"case:{number}", "care", envelope.fresh_key())
        at_once(
            lambda n=number: keyring.shred(subject=f"case:{n}", scope="care"),
            lambda n=number: keyring.seal(here(n), b"x"),
            lambda key=coming: keyring.adopt_keys(keys=[key]),
        )
        keys = DataKey.objects.filter(subject=f"case:{number}")
        assert keys.count() >= 2
        assert not keys.exclude(wrapped=None).exists()
