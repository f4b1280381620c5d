"""The key files as a whole: what is in use, and how they come back after a loss."""

from pathlib import Path

import pytest

from moeli.platform import keyfiles, node
from moeli.platform.keyring import key_files
from moeli.platform.node import Role
from moeli.platform.vault import master
from tests.refusals import refused

OLD = "master.00112233445566778899aabbccddeeff.key"


def test_headquarters_keeps_three_key_files_and_those_of_earlier_masters(home: Path) -> None:
    keyfiles.write(home / "keys" / OLD, bytes(32))
    keyfiles.write(home / "keys" / "django.key", b"not ours")
    assert list(key_files.in_use()) == ["index.key", OLD, "master.key", "seal.key"]


def test_a_post_has_no_sealing_key_to_keep(home: Path) -> None:
    node.load_or_make(home, role=Role.POST, port="MSB")
    assert list(key_files.in_use()) == ["index.key", "master.key"]


def test_what_was_kept_is_what_is_in_use_until_a_key_changes(home: Path) -> None:
    kept = key_files.in_use()
    assert key_files.differing(kept) == []
    keyfiles.replace(home / "keys" / "master.key", bytes(32))
    assert key_files.differing(kept) == ["master.key"]
    assert key_files.differing({}) == ["index.key", "master.key", "seal.key"]


def test_lost_key_files_come_back_whole_and_for_their_owner_only(home: Path) -> None:
    kept = key_files.in_use()
    for name in kept:
        (home / "keys" / name).unlink()
    assert key_files.recover(kept) == sorted(kept)
    assert key_files.in_use() == kept
    assert {(home / "keys" / name).stat().st_mode & 0o777 for name in kept} == {0o600}


def test_recovering_twice_writes_nothing(home: Path) -> None:
    kept = key_files.in_use()
    assert key_files.recover(kept) == []


def test_another_key_in_the_way_is_never_overwritten_and_nothing_is_written(home: Path) -> None:
    kept = key_files.in_use()
    (home / "keys" / "index.key").unlink()
    keyfiles.replace(home / "keys" / "master.key", bytes(32))
    with refused("key_in_the_way") as caught:
        key_files.recover(kept)
    assert "master.key" in str(caught.value)
    assert not (home / "keys" / "index.key").exists()
    assert keyfiles.read(home / "keys" / "master.key") == bytes(32)


@pytest.mark.parametrize("name", ["../evil.key", "/tmp/evil.key", "node.key", "x", "master.1.key"])
def test_a_file_that_is_no_key_file_is_not_written(home: Path, name: str) -> None:
    with refused("key_in_the_way"):
        key_files.recover({name: b"x"})
    assert not (home / "keys").exists()


def test_a_master_key_of_the_wrong_length_is_said(home: Path) -> None:
    keyfiles.write(home / "keys" / "master.key", b"short")
    with refused("key_file"):
        master.current()
