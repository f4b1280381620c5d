"""Key files: mode 600, whole or not at all, one secret however many start at once."""

import errno
import multiprocessing
from pathlib import Path

import pytest

from moeli.platform import keyfiles
from moeli.platform.errors import MoeliError
from tests.refusals import refused


def test_a_written_secret_is_read_back_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "some.key"
    keyfiles.write(path, b"secret")
    assert keyfiles.read(path) == b"secret"
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_an_existing_file_is_never_touched_and_no_draft_stays(tmp_path: Path) -> None:
    path = tmp_path / "some.key"
    keyfiles.write(path, b"first")
    with pytest.raises(FileExistsError):
        keyfiles.write(path, b"second")
    assert keyfiles.read(path) == b"first"
    assert list(tmp_path.iterdir()) == [path]


def test_a_secret_is_replaced_whole_and_no_draft_stays(tmp_path: Path) -> None:
    path = tmp_path / "some.key"
    keyfiles.write(path, b"first")
    keyfiles.replace(path, b"second")
    assert keyfiles.read(path) == b"second"
    assert list(tmp_path.iterdir()) == [path]


def test_a_secret_that_cannot_be_replaced_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "some.key"
    keyfiles.write(path, b"first")
    monkeypatch.setattr(keyfiles.os, "fsync", _full)
    with pytest.raises(OSError, match="No space left"):
        keyfiles.replace(path, b"second")
    assert keyfiles.read(path) == b"first"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o660])
def test_a_file_that_others_can_read_is_refused_and_the_sentence_says_what_to_do(
    tmp_path: Path, mode: int
) -> None:
    path = tmp_path / "some.key"
    keyfiles.write(path, b"secret")
    path.chmod(mode)
    with refused("key_file") as caught:
        keyfiles.read(path)
    assert str(caught.value) == (
        "The key file some.key cannot be used: others can read it; set mode 600."
    )


@pytest.mark.parametrize("secret", [b"", b"x" * 4097])
def test_an_empty_or_endless_file_is_refused(tmp_path: Path, secret: bytes) -> None:
    path = tmp_path / "some.key"
    keyfiles.write(path, secret)
    with refused("key_file"):
        keyfiles.read(path)


def test_a_file_that_is_not_there_or_a_folder_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "none.key", tmp_path):
        with refused("key_file"):
            keyfiles.read(path)


def test_a_secret_is_made_once(tmp_path: Path) -> None:
    path = tmp_path / "some.key"
    assert keyfiles.read_or_make(path, b"first") == b"first"
    assert keyfiles.read_or_make(path, b"second") == b"first"


def test_processes_that_start_at_the_same_moment_share_one_secret(tmp_path: Path) -> None:
    processes = multiprocessing.get_context("spawn")
    with processes.Pool(4) as pool:
        jobs = [(str(tmp_path / "some.key"), bytes([number]) * 32) for number in range(16)]
        secrets = pool.starmap(_make, jobs)
    assert len(set(secrets)) == 1


def test_a_home_that_cannot_be_written_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "keys").write_text("a file where the folder should be")
    with pytest.raises(MoeliError) as caught:
        keyfiles.read_or_make(tmp_path / "keys" / "some.key", b"secret")
    assert caught.value.code == "key_file"


def _full(_descriptor: int) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def _make(path: str, fresh: bytes) -> bytes:
    return keyfiles.read_or_make(Path(path), fresh)


def test_a_secret_that_was_read_is_read_anew_where_its_file_was_replaced(tmp_path: Path) -> None:
    path = tmp_path / "some.key"
    keyfiles.write(path, b"first")
    assert keyfiles.read(path) == b"first"
    keyfiles.replace(path, b"other")
    assert keyfiles.read(path) == b"other"


def test_a_secret_that_was_read_is_refused_once_others_can_read_it_or_it_is_gone(
    tmp_path: Path,
) -> None:
    path = tmp_path / "some.key"
    keyfiles.write(path, b"first")
    assert keyfiles.read(path) == b"first"
    path.chmod(0o640)
    with pytest.raises(MoeliError):
        keyfiles.read(path)
    path.chmod(0o600)
    assert keyfiles.read(path) == b"first"
    path.unlink()
    with pytest.raises(MoeliError):
        keyfiles.read(path)
