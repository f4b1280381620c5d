"""A node is made once at its first start and is the same ever after."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature

from moeli.platform.node import Role, load_or_make
from tests.refusals import refused

GOOD = 'id = "01890a5d-ac96-774b-bcce-b302099a8057"\nepoch = 1\nrole = "post"\nplace = "MSB"\n'


def test_a_node_is_the_same_at_its_second_start(tmp_path: Path) -> None:
    first = load_or_make(tmp_path, role=Role.POST, place='Maseru "Bridge"')
    again = load_or_make(tmp_path, role=Role.HEADQUARTERS)
    assert (again.id, again.epoch, again.role, again.place) == (
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
    with refused("key_file"):
        load_or_make(tmp_path / "home")
