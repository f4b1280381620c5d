"""A node is made once at its first start and is the same ever after."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature
from pytest_django import Settings

from moeli.config.settings.parts import secret
from moeli.platform.node import Role, begin_epoch, is_practice, keys_folder, load_or_make
from moeli.platform.vault import master
from tests.refusals import refused

GOOD = 'id = "01890a5d-ac96-774b-bcce-b302099a8057"\nepoch = 1\nrole = "post"\nplace = "MSB"\n'


def test_a_node_is_the_same_at_its_second_start(tmp_path: Path) -> None:
    first = load_or_make(tmp_path, role=Role.POST, port='Maseru "Bridge"')
    again = load_or_make(tmp_path, role=Role.HEADQUARTERS)
    assert (again.id, again.epoch, again.role, again.port) == (
        first.id,
        1,
        Role.POST,
        'Maseru "Bridge"',
    )
    assert again.public_bytes == first.public_bytes


def test_its_signature_is_checked_by_its_public_key(tmp_path: Path) -> None:
    node = load_or_make(tmp_path)
    node.public_key.verify(node.sign(b"statement"), b"statement")
    with pytest.raises(InvalidSignature):
        node.public_key.verify(node.sign(b"statement"), b"another")


def test_the_private_key_lies_apart_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    node = load_or_make(tmp_path)
    key = tmp_path / "keys" / "node.key"
    assert key.stat().st_mode & 0o777 == 0o600
    assert key.read_bytes() == node.key.private_bytes_raw()
    assert key.read_bytes().hex() not in (tmp_path / "node.toml").read_text()


def test_the_month_of_a_node_is_a_subject_of_the_vault(tmp_path: Path) -> None:
    node = load_or_make(tmp_path)
    assert node.month(datetime(2026, 1, 31, tzinfo=UTC)) == f"node:{node.id}:2026-01"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("01890a5d", "x"),
        ("epoch = 1", "epoch = 0"),
        ("epoch = 1", 'epoch = "one"'),
        ("epoch = 1\n", ""),
        ('"post"', '"king"'),
        ('id = "', "id = 7 #"),
        ("place", "plac"),
        ("=", ""),
    ],
)
def test_a_description_that_is_none_is_refused_with_a_sentence(
    tmp_path: Path, old: str, new: str
) -> None:
    (tmp_path / "node.toml").write_text(GOOD.replace(old, new))
    with refused("node_file") as caught:
        load_or_make(tmp_path)
    assert "node.toml" in str(caught.value)


def test_a_description_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "node.toml").write_bytes(b"\xff\xfe")
    with refused("node_file"):
        load_or_make(tmp_path)


def test_a_signing_key_cut_short_is_refused(tmp_path: Path) -> None:
    load_or_make(tmp_path)
    key = tmp_path / "keys" / "node.key"
    key.write_bytes(key.read_bytes()[:31])
    with refused("key_file"):
        load_or_make(tmp_path)


def test_a_home_that_cannot_be_made_is_refused_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file where the folder should be")
    with refused("node_file"):
        load_or_make(tmp_path / "home")


def test_port_and_first_day_are_kept(tmp_path: Path) -> None:
    day = date(2026, 12, 1)
    load_or_make(tmp_path, role=Role.POST, port="MSB", live_from=day)
    again = load_or_make(tmp_path)
    assert (again.role, again.port, again.live_from) == (Role.POST, "MSB", day)


def test_a_description_from_before_names_its_port_a_place(tmp_path: Path) -> None:
    (tmp_path / "node.toml").write_text(GOOD)
    assert load_or_make(tmp_path).port == "MSB"


def test_all_keys_may_lie_in_another_folder_of_the_home(tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "node.toml").write_text(GOOD + 'keys = "mounted/stick"\n')
    settings.MOELI_HOME = tmp_path
    load_or_make(tmp_path)
    secret.made_at_first_start(tmp_path)
    assert master.folder() == keys_folder(tmp_path) == tmp_path / "mounted" / "stick"
    there = {path.name for path in (tmp_path / "mounted" / "stick").iterdir()}
    assert there == {"node.key", "django.key"}
    assert not (tmp_path / "keys").exists()
    assert begin_epoch(tmp_path) == 2
    assert load_or_make(tmp_path).keys == tmp_path / "mounted" / "stick"


@pytest.mark.parametrize("folder", ["/elsewhere", "../elsewhere", "a/../../b", ""])
def test_a_folder_of_keys_that_no_backup_takes_along_is_refused(
    tmp_path: Path, folder: str
) -> None:
    (tmp_path / "node.toml").write_text(GOOD + f'keys = "{folder}"\n')
    with refused("node_file"):
        load_or_make(tmp_path)


@pytest.mark.parametrize("value", ["12", '"2026-12-01"', "2026-12-01T08:00:00"])
def test_a_first_day_that_is_no_day_is_refused(tmp_path: Path, value: str) -> None:
    (tmp_path / "node.toml").write_text(f"{GOOD}live_from = {value}\n")
    with refused("node_file"):
        load_or_make(tmp_path)


def test_a_post_does_not_start_beside_the_private_key_of_headquarters(tmp_path: Path) -> None:
    load_or_make(tmp_path, role=Role.POST, port="MSB")
    (tmp_path / "keys" / "seal.key").write_bytes(bytes(32))
    with refused("node_file") as caught:
        load_or_make(tmp_path)
    assert "private key of headquarters" in str(caught.value)


def test_headquarters_starts_beside_its_own_private_key(tmp_path: Path) -> None:
    load_or_make(tmp_path, role=Role.HEADQUARTERS)
    (tmp_path / "keys" / "seal.key").write_bytes(bytes(32))
    assert load_or_make(tmp_path).role is Role.HEADQUARTERS


def test_a_new_epoch_changes_nothing_else(tmp_path: Path) -> None:
    before = load_or_make(tmp_path, role=Role.POST, port="MSB", live_from=date(2026, 12, 1))
    assert begin_epoch(tmp_path) == 2
    after = load_or_make(tmp_path)
    assert after.epoch == 2
    assert (after.id, after.role, after.port, after.live_from, after.public_bytes) == (
        before.id,
        before.role,
        before.port,
        before.live_from,
        before.public_bytes,
    )
    assert (tmp_path / "node.toml").stat().st_mode & 0o777 == 0o600


def test_without_a_description_no_epoch_begins(tmp_path: Path) -> None:
    with refused("node_file"):
        begin_epoch(tmp_path)


def test_the_receiving_key_is_the_same_at_each_start_and_not_the_signing_key(
    tmp_path: Path,
) -> None:
    node = load_or_make(tmp_path)
    received = load_or_make(tmp_path).receiving_key.private_bytes_raw()
    assert received == node.receiving_key.private_bytes_raw()
    assert received != node.key.private_bytes_raw()


def test_a_practice_desk_is_marked_at_its_first_start_and_stays_so(tmp_path: Path) -> None:
    assert load_or_make(tmp_path, practice=True).practice
    assert load_or_make(tmp_path).practice
    assert is_practice(tmp_path)
    begin_epoch(tmp_path)
    assert is_practice(tmp_path)


def test_a_live_node_is_no_practice_desk(tmp_path: Path) -> None:
    assert not is_practice(tmp_path)
    assert not load_or_make(tmp_path).practice
    assert not load_or_make(tmp_path, practice=True).practice
    assert "practice" not in (tmp_path / "node.toml").read_text()


@pytest.mark.parametrize("mark", ["1", '"yes"', "[]"])
def test_a_mark_that_is_neither_true_nor_false_is_refused(tmp_path: Path, mark: str) -> None:
    (tmp_path / "node.toml").write_text(f"{GOOD}practice = {mark}\n")
    assert not is_practice(tmp_path)
    with refused("node_file"):
        load_or_make(tmp_path)
