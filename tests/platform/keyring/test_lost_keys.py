"""In production a lost key file is told with its name, and never replaced in silence."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django import Settings

from moeli.config.settings import base
from moeli.platform import node
from moeli.platform.keyring import key_files, node_seal
from moeli.platform.keyring import services as keyring
from moeli.platform.keyring.checks import no_key_is_lost, no_key_of_headquarters_on_a_post
from moeli.platform.node import Role, identity
from moeli.platform.vault import master
from moeli.platform.vault.envelope import Binding
from tests.refusals import refused

pytestmark = pytest.mark.django_db
HERE = Binding("person:1", "identity", "m", "f", "1")
USES: dict[str, Callable[[], object]] = {
    "index.key": lambda: master.index_hash("travel document", "LSO|A1"),
    "master.key": lambda: keyring.seal(HERE, b"x"),
    "seal.key": node_seal.sealing_public,
}


@pytest.fixture
def settled(home: Path, settings: Settings) -> Path:
    """The keys of headquarters as setup leaves them, under the settings of production."""
    node.load_or_make(home, role=Role.HEADQUARTERS)
    settings.MOELI_KEYS_MUST_EXIST = True
    key_files.make_first()
    return home / "keys"


@pytest.mark.parametrize("name", USES)
def test_a_lost_key_is_told_and_not_replaced(settled: Path, name: str) -> None:
    USES[name]()
    (settled / name).unlink()
    with refused("key_file") as told:
        USES[name]()
    assert name in str(told.value)
    assert not (settled / name).exists()


@pytest.mark.parametrize("name", USES)
def test_the_doctor_names_what_is_lost_and_how_it_comes_back(settled: Path, name: str) -> None:
    assert no_key_is_lost() == []
    (settled / name).unlink()
    [found] = no_key_is_lost()
    assert (found.id, found.is_serious()) == ("moeli.vault.E002", True)
    assert name in found.msg
    assert "recover" in str(found.hint)


def test_once_something_is_sealed_setup_makes_no_other_key(settled: Path) -> None:
    keyring.seal(HERE, b"x")
    (settled / "index.key").unlink()
    key_files.make_first()
    assert key_files.missing() == ["index.key"]


def test_an_escrow_of_what_is_lost_cannot_be_made(settled: Path) -> None:
    (settled / "index.key").unlink()
    with refused("key_file"):
        key_files.in_use()


def test_an_escrow_brings_it_back(settled: Path) -> None:
    kept, before = key_files.in_use(), master.index_hash("travel document", "LSO|A1")
    (settled / "index.key").unlink()
    assert key_files.recover(kept) == ["index.key"]
    assert master.index_hash("travel document", "LSO|A1") == before


def test_a_post_lacks_no_sealing_key(home: Path, settings: Settings) -> None:
    node.load_or_make(home, role=Role.POST, port="MSB")
    settings.MOELI_KEYS_MUST_EXIST = True
    key_files.make_first()
    assert no_key_is_lost() == []
    assert not node_seal.path().exists()


def test_a_lost_signing_key_is_told_and_not_replaced(settled: Path) -> None:
    assert identity.current.__wrapped__().role is Role.HEADQUARTERS
    (settled / "node.key").unlink()
    with refused("key_file"):
        identity.current.__wrapped__()
    assert not (settled / "node.key").exists()


def test_without_a_node_the_checks_leave_it_to_those_of_the_node(
    settled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (settled / "node.key").unlink()
    monkeypatch.setattr(node, "current", identity.current.__wrapped__)
    assert no_key_is_lost() == no_key_of_headquarters_on_a_post() == []


def test_a_demonstration_makes_its_keys_at_first_need(home: Path) -> None:
    assert base.MOELI_KEYS_MUST_EXIST is False
    assert no_key_is_lost() == []
    for use in USES.values():
        use()
    assert key_files.missing() == []


def test_where_the_node_itself_cannot_be_read_other_checks_say_so(
    home: Path, settings: Settings
) -> None:
    settings.MOELI_KEYS_MUST_EXIST = True
    (home / "node.toml").write_text("no node", encoding="utf-8")
    (home / "node.toml").chmod(0o600)
    assert no_key_is_lost() == []
