"""The sealing key of headquarters: made where it may be, never on a post."""

from pathlib import Path

import pytest

from moeli.platform import keyfiles, node
from moeli.platform.keyring import node_seal
from moeli.platform.keyring.checks import no_key_of_headquarters_on_a_post
from moeli.platform.node import Role
from moeli.platform.vault.sealing import open_sealed, seal_to
from tests.refusals import refused


@pytest.mark.parametrize("role", [Role.HEADQUARTERS, Role.BOTH])
def test_headquarters_opens_what_was_sealed_to_it(home: Path, role: Role) -> None:
    node.load_or_make(home, role=role)
    sealed = seal_to(node_seal.sealing_public(), b"c", b"secret")
    assert open_sealed(node_seal.sealing_key(), b"c", sealed) == b"secret"
    assert node_seal.path().stat().st_mode & 0o777 == 0o600


def test_a_post_has_no_such_key_and_makes_none(home: Path) -> None:
    node.load_or_make(home, role=Role.POST, port="MSB")
    for asked in (node_seal.sealing_key, node_seal.sealing_public):
        with refused("sealed_to_headquarters"):
            asked()
    assert not node_seal.path().exists()


def test_a_key_file_of_the_wrong_length_is_said(home: Path) -> None:
    node_seal.path().parent.mkdir()
    node_seal.path().write_bytes(b"short")
    node_seal.path().chmod(0o600)
    with refused("key_file"):
        node_seal.sealing_key()


def test_the_doctor_finds_the_key_of_headquarters_on_a_post(home: Path) -> None:
    node.load_or_make(home, role=Role.POST, port="MSB")
    assert no_key_of_headquarters_on_a_post() == []
    keyfiles.write(node_seal.path(), bytes(32))
    [found] = no_key_of_headquarters_on_a_post()
    assert found.id == "moeli.vault.E001"
    assert found.is_serious()


def test_the_doctor_lets_headquarters_have_its_key(home: Path) -> None:
    node.load_or_make(home, role=Role.HEADQUARTERS)
    node_seal.sealing_public()
    assert no_key_of_headquarters_on_a_post() == []
