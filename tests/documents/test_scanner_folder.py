"""The watched folder: settled files of this desk alone, away only once they are kept, no names."""

import logging
import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import DjangoAssertNumQueries, Settings

from moeli.documents import scanner_folder
from moeli.documents.models import Picture, Source
from moeli.documents.services import keep_file, scanning, take_scans
from moeli.platform import clock
from moeli.platform.access import services as access
from moeli.platform.access.actor import ANONYMOUS, SYSTEM, Actor
from moeli.platform.blobs.errors import BlobError
from moeli.platform.blobs.models import Blob
from moeli.platform.errors import MoeliError
from moeli.platform.ids import uuid7_of
from moeli.platform.journal.models import Entry
from tests.documents.drawn import DESK, acting, jpeg
from tests.refusals import refused

pytestmark = pytest.mark.django_db
HOSTILE = "CANARY\n2026 ERROR root password=1 ${jndi:x};rm -rf.jpg"
Leave = Callable[..., Path]


@pytest.fixture
def leave(settings: Settings, tmp_path: Path) -> Leave:
    """A scanner leaves a file for a desk some seconds ago."""
    settings.MOELI_SCANNER_FOLDER = tmp_path / "scans"

    def left(name: str, data: bytes, *, folder: str = "msb-desk-1", seconds: float = 5) -> Path:
        path = settings.MOELI_SCANNER_FOLDER / folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        at = (clock.now() - timedelta(seconds=seconds)).timestamp()
        os.utime(path, (at, at))
        return path

    return left


def test_a_settled_file_is_kept_and_then_removed(
    officer: Actor, leave: Leave, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    path = leave(HOSTILE, jpeg())
    taken = take_scans(actor=officer, desk=DESK)
    assert (taken.kept, taken.refused) == (1, ())
    assert not path.exists()
    kept = Picture.objects.get()
    assert (kept.source, kept.desk) == ("scanner", "Desk 1")
    assert Blob.objects.get().id == kept.blob_id
    told = [record.getMessage() for record in caplog.records if "django.db" not in record.name]
    assert "CANARY" not in " ".join(told)


def test_what_still_grows_what_is_elsewhere_and_links_are_left_alone(
    officer: Actor, leave: Leave, tmp_path: Path
) -> None:
    growing = leave("a.jpg", jpeg(), seconds=0)
    others = leave("b.jpg", jpeg(), folder="msb-desk-2")
    secret = tmp_path / "secret.jpg"
    secret.write_bytes(jpeg())
    os.utime(secret, (0, 0))
    link = growing.parent / "link.jpg"
    link.symlink_to(secret)
    taken = take_scans(actor=officer, desk=DESK)
    assert (taken.kept, taken.refused) == (0, ())
    assert all(path.exists() for path in (growing, others, link, secret))


def test_what_cannot_be_kept_stays_where_it_is_and_is_not_asked_again(
    officer: Actor, leave: Leave
) -> None:
    path = leave("letter.pdf", b"%PDF-1.7 a letter")
    first = take_scans(actor=officer, desk=DESK)
    assert first == take_scans(actor=officer, desk=DESK)
    assert (first.kept, len(first.refused)) == (0, 1)
    assert "CANARY" not in first.refused[0]
    assert path.exists()


def test_a_file_that_was_exchanged_meanwhile_is_neither_kept_nor_removed(leave: Leave) -> None:
    path = leave("a.jpg", jpeg())
    (scan,) = scanner_folder.settled(path.parent, clock.now(), timedelta(seconds=2))
    path.write_bytes(b"another")
    assert scanner_folder.content(scan, 100) is None
    scanner_folder.remove(scan)
    assert path.exists()


@pytest.fixture
def desks() -> None:
    for name in ("Desk 1", "Desk 2"):
        link = access.invite_booth(actor=SYSTEM, place="MSB", name=name)
        access.enrol_booth(actor=ANONYMOUS, token=link.token)


def never() -> bool:
    return False


def test_the_agent_looks_into_the_folder_of_every_enrolled_desk(leave: Leave, desks: None) -> None:
    leave("a.jpg", jpeg())
    leave("b.jpg", jpeg(), folder="msb-desk-2")
    leave("c.jpg", jpeg(), folder="msb-desk-3")  # no such desk
    scanning.watch(never)
    assert set(Picture.objects.values_list("desk", flat=True)) == {"Desk 1", "Desk 2"}


def test_an_empty_folder_and_one_that_holds_what_was_refused_ask_the_database_nothing(
    leave: Leave, desks: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    leave("letter.pdf", b"%PDF-1.7 a letter")
    scanning.watch(never)
    with django_assert_num_queries(0):
        scanning.watch(never)


def test_told_to_stop_the_agent_leaves_the_rest_for_the_next_round(
    leave: Leave, desks: None
) -> None:
    for name in ("a.jpg", "b.jpg"):
        leave(name, jpeg())
    scanning.watch(lambda: Picture.objects.exists())
    assert Picture.objects.count() == 1


def test_killed_between_keeping_and_removing_it_is_one_picture_still(
    officer: Actor, leave: Leave, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = leave("a.jpg", jpeg())
    with monkeypatch.context() as patch:
        patch.setattr(scanner_folder, "remove", lambda _scan: None)
        take_scans(actor=officer, desk=DESK)
    assert path.exists()
    take_scans(actor=officer, desk=DESK)
    assert (Picture.objects.count(), path.exists()) == (1, False)


def test_taken_by_two_at_once_it_is_one_picture_and_one_entry(officer: Actor) -> None:
    id = uuid7_of(1, "the same file")
    for _ in range(2):
        keep_file(actor=officer, desk=DESK, data=jpeg(), source=Source.SCANNER, id=id)
    assert (Picture.objects.count(), Blob.objects.count()) == (1, 1)
    assert Entry.objects.filter(verb="picture.kept").count() == 1


def test_what_no_file_is_to_blame_for_is_told_to_whoever_runs_the_agent(
    leave: Leave, desks: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(**_asked: object) -> None:
        raise MoeliError(BlobError.DISK_FAILED)

    path = leave("a.jpg", jpeg())
    with monkeypatch.context() as patch, refused(BlobError.DISK_FAILED.code):
        patch.setattr(scanning, "keep_file", full)
        scanning.watch(never)
    assert path.exists()
    scanning.watch(never)
    assert Picture.objects.count() == 1


def test_without_the_setting_or_the_right_nothing_is_taken(
    officer: Actor, settings: Settings
) -> None:
    settings.MOELI_SCANNER_FOLDER = None
    assert take_scans(actor=officer, desk=DESK).kept == 0
    with refused("absent"):
        take_scans(actor=acting("primary_officer", "MPB"), desk=DESK)


@pytest.mark.parametrize("desk", ["../../etc", "Desk/1", "..", "Desk 1"])
def test_a_desk_name_leads_nowhere_else(desk: str) -> None:
    folder = scanner_folder.folder_of(Path("/scans"), "MSB", desk)
    assert folder.parent == Path("/scans")
    assert ".." not in folder.name
