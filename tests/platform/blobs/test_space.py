"""The order in which files give way, and the reserve that decisions live on."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from django.db import connection

from moeli.platform.access.actor import SYSTEM
from moeli.platform.blobs import checks, classes, space, store
from moeli.platform.blobs.classes import Rank
from moeli.platform.blobs.errors import BlobError
from moeli.platform.blobs.models import Blob, Shelf
from moeli.platform.blobs.services import holding, retiring
from moeli.platform.errors import MoeliError
from tests.platform.blobs.conftest import Run
from tests.platform.blobs.files import keep, read
from tests.platform.blobs.test_pictures import jpeg

TOTAL = 1_000_000_000
Left = Callable[[float], None]


@pytest.fixture
def left(monkeypatch: pytest.MonkeyPatch) -> Left:
    """Sets which share of the disk is left."""

    def set_left(share: float) -> None:
        free = int(TOTAL * share)
        found = SimpleNamespace(f_blocks=TOTAL, f_frsize=1, f_bavail=free)
        monkeypatch.setattr(space, "os", SimpleNamespace(**vars(os) | {"statvfs": lambda _: found}))

    return set_left


def refused_ranks() -> list[Rank]:
    refused = []
    for rank in Rank:
        try:
            space.require(rank)
        except MoeliError:
            refused.append(rank)
    return refused


def test_copies_give_way_first_then_pictures_then_evidence(left: Left) -> None:
    shares = (0.5, 0.14, 0.09, 0.04)
    found = []
    for share in shares:
        left(share)
        found.append(refused_ranks())
    assert found == [[], [Rank.DERIVED], [Rank.DERIVED, Rank.PICTURE], list(Rank)]


def test_on_a_large_disk_a_floor_is_no_more_than_its_bytes() -> None:
    assert space.Disk(total=10**13, left=6 * 10**9).below(Rank.DERIVED) is False
    assert space.Disk(total=10**13, left=10**9).below(Rank.EVIDENCE) is True


def test_the_reserve_is_real_let_go_when_full_and_made_again(left: Left) -> None:
    left(0.5)
    assert space.tend_reserve()
    found = space.reserve_path().stat()
    assert found.st_blocks * 512 >= found.st_size == TOTAL * 0.05
    left(0.03)
    assert space.tend_reserve()
    left(0.01)
    assert not space.tend_reserve()
    left(0.12)
    assert not space.tend_reserve()
    left(0.2)
    assert space.tend_reserve()


@pytest.mark.django_db(transaction=True)
@pytest.mark.both_engines
def test_the_oldest_copies_go_as_many_as_are_lacking_but_held_ones_stay(
    left: Left, run: Run
) -> None:
    copies = [keep(jpeg(), retention="derived") for _ in range(5)]
    holding.hold(actor=SYSTEM, blob_id=copies[0].id, motive="Docket")
    left(0.15 - 1.5 * copies[0].stored_size / TOTAL)
    retiring.tend(run)
    living = set(Blob.objects.living().values_list("id", flat=True))
    assert living == {copies[0].id, copies[3].id, copies[4].id}
    assert {address for address, _ in store.stored()} == {
        blob.address for blob in copies if blob.id in living
    }


@pytest.mark.django_db(transaction=True)
def test_keeping_evidence_on_a_filling_disk_removes_copies_and_goes_on(left: Left) -> None:
    copy = keep(jpeg(), retention="derived")
    left(0.06)
    evidence = keep()
    assert Blob.objects.get(id=copy.id).deleted_at
    assert read(evidence) == b"an exhibit"
    with pytest.raises(MoeliError) as refused:
        keep(jpeg(), retention="document_picture")
    assert refused.value.reason is BlobError.NO_SPACE_PICTURE


@pytest.mark.django_db
def test_a_disk_that_fills_up_while_a_file_comes_in_stops_it(
    left: Left, monkeypatch: pytest.MonkeyPatch
) -> None:
    left(0.06)
    require, calls = space.require, []

    def filling(rank: Rank) -> None:
        calls.append(rank)
        if len(calls) == 5:
            left(0.01)
        require(rank)

    monkeypatch.setattr(space, "require", filling)
    with pytest.raises(MoeliError) as refused:
        keep(bytes(5_000_000))
    assert refused.value.reason is BlobError.NO_SPACE_EVIDENCE
    assert list(store.stored()) == []


def test_the_doctor_says_how_full_the_disk_is(left: Left) -> None:
    left(0.5)
    assert checks.disk_has_room() == []
    left(0.01)
    assert [each.id for each in checks.disk_has_room()] == ["moeli.blobs.W002", "moeli.blobs.W003"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.both_engines
def test_two_at_once_cannot_take_the_last_of_a_quota_together(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    size = keep(bytes(3000)).stored_size
    monkeypatch.setattr(classes, "quota", lambda *_: 4 * size)
    with ThreadPoolExecutor(4) as desks:
        kept = list(desks.map(_kept, range(8)))
    assert sum(kept) == 3
    assert Shelf.objects.get().stored_size == 4 * size
    assert len(list(store.stored())) == 4


def _kept(_number: int) -> bool:
    try:
        keep(bytes(3000))
    except MoeliError as error:
        if error.reason is not BlobError.QUOTA:
            raise
        return False
    finally:
        connection.close()
    return True
