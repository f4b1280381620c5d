"""A new master key wraps everything anew; whatever happens between, everything opens."""

import os
from dataclasses import dataclass, field
from dataclasses import replace as changed
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from moeli.platform import clock, keyfiles
from moeli.platform.keyring import rotation
from moeli.platform.keyring import services as keyring
from moeli.platform.keyring.models import DataKey
from moeli.platform.room import JobCancelledError
from moeli.platform.vault import master
from moeli.platform.vault.envelope import Binding
from tests.refusals import refused

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines, pytest.mark.usefixtures("home")]

HERE = Binding("case:1", "care", "cases.Note", "text", "row-1")


@dataclass
class Kept:
    """What was sealed, and whether it opens."""

    sealed: dict[Binding, bytes] = field(default_factory=dict)

    def seal(self, count: int) -> "Kept":
        for number in range(len(self.sealed), len(self.sealed) + count):
            binding = changed(HERE, subject=f"case:{number}")
            self.sealed[binding] = keyring.seal(binding, str(number).encode())
        return self

    def opens(self) -> bool:
        texts = keyring.unseal_many(list(self.sealed.items()))
        return texts == [str(number).encode() for number in range(len(self.sealed))]


@dataclass
class Run:
    """A job's run, which dies or is cancelled at a given step."""

    cursor: dict[str, Any] = field(default_factory=dict)
    arguments: dict[str, Any] = field(default_factory=dict)
    stop_at: int = 10**9
    told: list[tuple[int, int | None]] = field(default_factory=list)

    def progress(
        self, done: int, total: int | None = None, cursor: dict[str, Any] | None = None
    ) -> None:
        self.told.append((done, total))
        self.cursor = cursor or {}
        if len(self.told) == self.stop_at:
            raise JobCancelledError


def masters() -> set[str]:
    wrapped = DataKey.objects.exclude(wrapped=None).values_list("wrapped", flat=True)
    return {master.name_of(bytes(each or b"")) for each in wrapped}


def silent(_done: int, _total: int) -> None:
    """Progress that nobody wants."""


def test_every_key_is_wrapped_by_a_new_master_and_everything_opens() -> None:
    kept, before = Kept().seal(5), master.current_name()
    rotation.rotate(silent)
    assert masters() == {master.current_name()} != {before}
    assert kept.opens()


def test_what_the_keys_seal_stays_as_it_is() -> None:
    kept = Kept().seal(1)
    [(binding, sealed)] = kept.sealed.items()
    rotation.rotate(silent)
    assert keyring.unseal(binding, sealed) == b"0"


def test_the_first_rotation_of_an_empty_vault_makes_a_key() -> None:
    rotation.rotate(silent)
    assert Kept().seal(1).opens()


def test_progress_counts_up_to_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotation, "BATCH", 2)
    Kept().seal(5)
    told: list[tuple[int, int]] = []
    rotation.rotate(lambda done, total: told.append((done, total)))
    assert told == [(2, 5), (4, 5), (5, 5)]


def test_shredded_keys_stay_shredded_and_are_counted() -> None:
    kept = Kept().seal(3)
    keyring.shred(subject="case:1", scope="care")
    rotation.rotate(silent)
    assert DataKey.objects.filter(wrapped=None).count() == 1
    with refused("shredded"):
        kept.opens()


def test_a_rotation_cut_short_leaves_everything_open_and_is_finished_by_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rotation, "BATCH", 2)
    kept, run = Kept().seal(5), Run(stop_at=2)
    with pytest.raises(JobCancelledError), transaction.atomic():
        rotation.rotate_as_job(run)
    assert kept.opens()
    begun = master.current_name()
    rotation.rotate(silent)
    assert masters() == {begun} == {master.current_name()}
    assert kept.opens()


def test_a_job_that_is_tried_again_begins_no_second_rotation() -> None:
    kept, run = Kept().seal(3), Run()
    rotation.rotate_as_job(run)
    first = master.current_name()
    rotation.rotate_as_job(run)
    assert (master.current_name(), run.told) == (first, [(3, 3)])
    assert kept.opens()


def test_a_key_made_by_a_transaction_of_before_is_wrapped_in_the_next_pass(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kept = Kept().seal(2)
    earlier = bytes(DataKey.objects.order_by("id")[0].wrapped or b"")
    passes: list[int] = []

    def late(done: int, _total: int) -> None:
        passes.append(done)
        if len(passes) == 1:  # what another process committed meanwhile, wrapped by the old key
            DataKey.objects.filter(id=first).update(wrapped=earlier)

    first = DataKey.objects.order_by("id")[0].id
    rotation.rotate(late)
    assert len(passes) == 2
    assert masters() == {master.current_name()}
    assert kept.opens()


def test_three_rotations_leave_three_earlier_keys_and_everything_opens() -> None:
    kept = Kept().seal(2)
    for _ in range(3):
        rotation.rotate(silent)
    assert len(list(master.folder().glob("master.*.key"))) == 3
    assert kept.seal(2).opens()


def test_a_key_wrapped_by_a_master_that_is_gone_stops_the_rotation() -> None:
    Kept().seal(1)
    rotation.begin()
    [earlier] = master.folder().glob("master.*.key")
    earlier.unlink()
    with refused("closed"):
        rotation.rotate(silent)


@pytest.mark.parametrize("wrapped", [b"", b"\x07 neither form"])
def test_a_row_that_holds_no_wrapped_key_stops_the_rotation(wrapped: bytes) -> None:
    Kept().seal(1)
    DataKey.objects.update(wrapped=wrapped)
    with refused("closed"):
        rotation.rotate(silent)


def test_earlier_keys_are_forgotten_an_hour_later() -> None:
    kept = Kept().seal(2)
    rotation.rotate(silent)
    with refused("still_needed"):
        rotation.forget()
    with clock.standing_still(clock.now() + timedelta(hours=1, seconds=1)):
        assert rotation.forget() == 1
        assert rotation.forget() == 0
    assert list(master.folder().glob("master.*.key")) == []
    assert kept.opens()


def test_keys_that_an_earlier_master_still_wraps_are_never_cut_off() -> None:
    kept = Kept().seal(2)
    rotation.begin()
    with clock.standing_still(clock.now() + timedelta(days=1)), refused("still_needed"):
        rotation.forget()
    assert kept.opens()


def test_the_file_of_the_current_key_is_never_forgotten(home: Path) -> None:
    kept = Kept().seal(1)
    current = keyfiles.read(home / "keys" / "master.key")
    keyfiles.write(home / "keys" / f"master.{master.current_name()}.key", current)
    with clock.standing_still(clock.now() + timedelta(days=1)):
        assert rotation.forget() == 0
    assert kept.opens()


def test_two_that_begin_at_once_wait_for_one_another() -> None:
    kept = Kept().seal(1)
    readable, writable = os.pipe()
    with rotation._alone():
        child = os.fork()
        if child == 0:
            with rotation._alone():
                os.write(writable, b"in")
            os._exit(0)
        os.set_blocking(readable, False)
        with pytest.raises(BlockingIOError):
            os.read(readable, 2)
    os.waitpid(child, 0)
    assert os.read(readable, 2) == b"in"
    os.close(readable)
    os.close(writable)
    assert kept.opens()
