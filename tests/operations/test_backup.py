"""A backup is one file: whole, readable by the offline key alone, and proved before it counts."""

import io
import sqlite3
import tarfile
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyrage import x25519

from moeli.operations import locks
from moeli.operations.copies import archive, recipients, rotation
from moeli.operations.copies.manifest import Manifest
from moeli.operations.copies.sealed_stream import sealing
from moeli.platform import clock
from tests.old_home import KNOWN
from tests.operations.conftest import House
from tests.refusals import refused
from tests.trying import examples

SLOW = settings(
    max_examples=examples(60), suppress_health_check=[HealthCheck.function_scoped_fixture]
)
UNWANTED = (".", "static", "moeli.sqlite3", "blobs/drafts", "reserve")
NODE = {"id": KNOWN["node"], "role": "both", "place": ""}


def opened(house: House, file: Path, to: Path) -> Manifest:
    with file.open("rb") as source:
        return archive.extract(source, recipients.identity_in(house.key), to)[0]


def test_it_holds_the_whole_home_and_says_what_is_in_it(house: House, tmp_path: Path) -> None:
    (house.home / "blobs" / "ab").mkdir(parents=True)
    (house.home / "blobs" / "ab" / "cd").write_bytes(b"sealed bytes")
    manifest = opened(house, house.save().file, tmp_path / "out")
    assert {name: manifest.inventory.rows[name] for name in KNOWN["rows"]} == KNOWN["rows"]
    head = manifest.inventory.heads[0]
    assert (head.node, head.sequence, head.digest) == (KNOWN["node"], 137, KNOWN["head"])
    for name in ("node.toml", "keys/master.key", "second-place/anchors.jsonl", "blobs/ab/cd"):
        assert (tmp_path / "out" / name).read_bytes() == (house.home / name).read_bytes()
    assert "database" in manifest.files


def test_what_can_be_made_anew_and_what_is_in_use_is_not_in_it(house: House) -> None:
    (house.home / "static").mkdir()
    (house.home / "static" / "desk.css").write_text("a {}")
    (house.home / ".saving.lock").touch()
    (house.home / "blobs" / "drafts").mkdir(parents=True)
    (house.home / "blobs" / "drafts" / "half").write_bytes(b"half a file")
    (house.home / "reserve").write_bytes(bytes(1000))
    files = house.save().manifest.files
    assert [name for name in files if name.startswith(UNWANTED)] == []


def test_a_folder_of_copies_within_the_home_is_not_copied_into_itself(house: House) -> None:
    inside = house.home / "copies"
    inside.mkdir()
    house = house._replace(copies=inside)
    house.save()
    assert not [name for name in house.save().manifest.files if "copies" in name]


def test_it_is_for_its_owner_and_no_secret_stands_in_it_in_plain(house: House) -> None:
    data = house.save().file.read_bytes()
    secrets = [key.read_bytes() for key in (house.home / "keys").iterdir()]
    assert secrets
    assert [secret for secret in secrets if secret in data] == []
    assert b"moeli_journal_entry" not in data


def test_no_other_key_opens_it(house: House, tmp_path: Path) -> None:
    other = tmp_path / "other.key"
    recipients.new_key(other)
    file = house.save().file
    with refused("backup_unreadable") as caught:
        opened(house._replace(key=other), file, tmp_path / "out")
    assert "this key does not open it" in str(caught.value)


@SLOW
@given(at=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_a_changed_bit_is_found_wherever_it_is(house: House, at: float, bit: int) -> None:
    found = rotation.backups_in(house.copies, NODE)
    data = bytearray((found[0] if found else house.save().file).read_bytes())
    data[int(at * len(data))] ^= 1 << bit
    with refused("backup_unreadable"):
        archive.examine(io.BytesIO(bytes(data)), recipients.identity_in(house.key))


@SLOW
@given(part=st.floats(0, 1, exclude_max=True))
def test_a_file_that_was_cut_off_is_not_taken_for_whole(house: House, part: float) -> None:
    found = rotation.backups_in(house.copies, NODE)
    data = (found[0] if found else house.save().file).read_bytes()
    with refused("backup_unreadable"):
        cut = data[: int(part * len(data))]
        archive.examine(io.BytesIO(cut), recipients.identity_in(house.key))


def crafted(house: House, name: str, kind: bytes = tarfile.REGTYPE) -> io.BytesIO:
    """A file that opens with our key and was never written by us: the public half is no secret."""
    target = io.BytesIO()
    with (
        sealing(target, [recipients.recipient(house.public)]) as stream,
        tarfile.open(fileobj=stream, mode="w|") as tar,
    ):
        info = tarfile.TarInfo(name)
        info.type, info.linkname, info.size = kind, "/etc/passwd", 0
        tar.addfile(info, io.BytesIO())
    return io.BytesIO(target.getvalue())


@pytest.mark.parametrize("name", ["../outside", "/etc/outside", "a/../../outside"])
def test_a_crafted_file_cannot_write_outside(house: House, tmp_path: Path, name: str) -> None:
    key = recipients.identity_in(house.key)
    with refused("backup_unreadable"):
        archive.extract(crafted(house, name), key, tmp_path / "out")
    assert not (tmp_path / "outside").exists()


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE])
def test_a_crafted_file_holds_no_links_and_no_devices(house: House, kind: bytes) -> None:
    with refused("backup_unreadable"):
        archive.examine(crafted(house, "keys/x", kind), recipients.identity_in(house.key))


def test_a_file_without_manifest_or_with_a_forged_one_is_refused(house: House) -> None:
    key = recipients.identity_in(house.key)
    with refused("backup_unreadable") as caught:
        archive.examine(crafted(house, "node.toml"), key)
    assert "not whole" in str(caught.value)
    page = house.save().manifest.to_bytes(house.home)
    for changed in (page.replace(b"137", b"136"), page.replace(b"signature", b"signed"), b"{}"):
        with refused("backup_unreadable"):
            Manifest.of_bytes(changed)


@pytest.mark.parametrize("change", ["content", "missing", "added"])
def test_files_that_are_not_those_of_a_signed_manifest_are_refused(
    house: House, tmp_path: Path, change: str
) -> None:
    """Somebody who knows the public half puts a true manifest beside other files."""
    page = house.save().manifest.to_bytes(house.home)
    out = tmp_path / "out"
    opened(house, rotation.backups_in(house.copies, NODE)[0], out)
    members = [(str(p.relative_to(out)), p) for p in out.rglob("*") if p.is_file()]
    if change == "content":
        (out / "keys" / "node.key").write_bytes(b"x" * 32)
    elif change == "missing":
        members = [member for member in members if member[0] != "keys/node.key"]
    else:
        members.append(("keys/another.key", out / "node.toml"))
    target = io.BytesIO()
    archive.write(target, members, lambda _files: page, [recipients.recipient(house.public)])
    with refused("backup_unreadable") as caught:
        archive.examine(io.BytesIO(target.getvalue()), recipients.identity_in(house.key))
    assert "not those of its manifest" in str(caught.value)


def test_it_is_consistent_while_the_desk_goes_on_writing(house: House) -> None:
    with closing(sqlite3.connect(house.home / "moeli.sqlite3")) as writing:
        writing.execute("BEGIN IMMEDIATE")
        writing.execute("DELETE FROM moeli_crossings_crossing")
        assert house.save().manifest.inventory.rows["moeli_crossings_crossing"] == 59
        writing.rollback()


@SLOW
@given(existing=st.integers(1, 6), keep=st.integers(0, 5))
def test_the_newest_are_kept_and_at_least_one(
    tmp_path_factory: pytest.TempPathFactory, existing: int, keep: int
) -> None:
    folder = tmp_path_factory.mktemp("copies")
    names = [f"moeli-both-9c7640d3a06f-2026112{day}T000000.000000Z.age" for day in range(existing)]
    for name in names:
        (folder / name).touch()
    (folder / "moeli-both-000000000000-20260101T000000.000000Z.age").touch()
    rotation.let_go(folder / names[-1], NODE, keep)
    kept = [path.name for path in rotation.backups_in(folder, NODE)]
    assert kept == names[-max(1, keep) :]
    assert len(list(folder.iterdir())) == len(kept) + 1  # another node's stays


def test_names_sort_by_age_and_name_no_person(house: House) -> None:
    first, second = house.save().file.name, house.save().file.name
    assert first < second
    assert first.startswith("moeli-both-9c7640d3a06f-")


def test_a_folder_that_is_not_there_is_never_made(house: House) -> None:
    stick = house.copies / "not-plugged-in"
    with refused("backup_not_written"):
        house._replace(copies=stick).save()
    assert not stick.exists()


@pytest.mark.parametrize(
    ("public", "code"), [("", "backup_no_recipient"), ("age1nothing", "backup_bad_recipient")]
)
def test_without_a_key_nothing_is_written(house: House, public: str, code: str) -> None:
    with refused(code):
        house._replace(public=public).save()
    assert list(house.copies.iterdir()) == []


def test_two_backups_at_once_wait_for_each_other(house: House) -> None:
    with locks.held(house.home / locks.SAVING, who="the other"), refused("busy"):
        house.save()


def test_an_offline_key_is_never_written_over(house: House) -> None:
    before = house.key.read_bytes()
    with refused("backup_key_exists"):
        recipients.new_key(house.key)
    assert house.key.read_bytes() == before
    assert oct(house.key.stat().st_mode & 0o777) == "0o600"


def test_a_file_that_is_no_key_is_said_so(tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Dear colleague")
    file.chmod(0o600)
    with refused("backup_bad_key"):
        recipients.identity_in(file)


@pytest.mark.parametrize("days", [-1, 1])
def test_a_wrong_clock_never_lets_go_of_the_backup_just_written(house: House, days: int) -> None:
    house.save()
    with clock.standing_still(clock.now() + timedelta(days=days)):
        wrong = house.save(keep=1).file
    assert rotation.backups_in(house.copies, NODE) == [wrong]
    right = house.save(keep=1).file
    assert rotation.backups_in(house.copies, NODE) == [right]


def test_a_key_of_one_moment_is_kept_nowhere(house: House) -> None:
    written = house.save()
    assert isinstance(written.key, x25519.Identity)
    texts = [p.read_bytes() for p in house.home.parent.rglob("*") if p.is_file()]
    assert not [text for text in texts if str(written.key).encode() in text]
