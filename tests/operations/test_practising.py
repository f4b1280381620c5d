"""The home of a practice desk is made, emptied and never mistaken for another."""

import os
from pathlib import Path

import pytest

from moeli.config.settings.parts.home_file import written
from moeli.operations import practising
from moeli.operations.practising import Served, empty, furnish, is_apart, surroundings
from moeli.platform import node
from moeli.practice.beginning import BEGIN_AGAIN
from tests.refusals import refused

SERVED = Served(host="127.0.0.1", port=8001, hosts=("desk.example",))


def test_a_home_is_made_closed_and_marked(tmp_path: Path) -> None:
    home = tmp_path / "deep" / "home"
    furnish(home, SERVED)
    assert home.stat().st_mode & 0o777 == 0o700
    assert node.is_practice(home)
    assert written(home) | {"port": "8001"} == {
        "settings": "practice",
        "host": "127.0.0.1",
        "port": "8001",
        "hosts": "desk.example",
    }


def test_made_again_it_is_the_same_node_and_may_be_reached_otherwise(tmp_path: Path) -> None:
    furnish(tmp_path, SERVED)
    before = (tmp_path / "node.toml").read_bytes()
    furnish(tmp_path, Served(host="::", port=9, hosts=("a", "b")))
    assert (tmp_path / "node.toml").read_bytes() == before
    assert written(tmp_path)["hosts"] == "a,b"


def test_certificate_and_key_are_copies_that_only_the_owner_reads(tmp_path: Path) -> None:
    certificate, key = tmp_path / "c.pem", tmp_path / "k.pem"
    certificate.write_text("certificate")
    key.write_text("key")
    home = tmp_path / "home"
    furnish(home, Served(host="", port=1, hosts=(), certificate=certificate, key=key))
    assert (home / "tls" / "server.key").read_text() == "key"
    assert (home / "tls" / "server.key").stat().st_mode & 0o777 == 0o600
    assert written(home)["certificate"] == "tls/server.pem"
    assert str(tmp_path / "k.pem") not in (home / "moeli.toml").read_text()


@pytest.mark.parametrize("at", [".", "inside", "..", "../.."])
def test_a_home_in_the_live_one_or_around_it_is_refused(tmp_path: Path, at: str) -> None:
    live = tmp_path / "a" / "live"
    live.mkdir(parents=True)
    with refused("practice_home"):
        furnish((live / at).resolve(), SERVED, live=live)
    assert list(live.iterdir()) == []


def test_a_folder_that_holds_something_else_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with refused("practice_home"):
        furnish(tmp_path, SERVED)
    with refused("practice_home"):
        empty(tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == ["letter.txt"]


def test_emptied_it_has_another_node_and_other_keys_but_is_reached_as_before(
    tmp_path: Path,
) -> None:
    furnish(tmp_path, SERVED)
    for name in ("moeli.sqlite3", "moeli.sqlite3-wal", BEGIN_AGAIN):
        (tmp_path / name).touch()
    (tmp_path / "blobs").mkdir()
    (tmp_path / "blobs" / "one").touch()
    before = node.load_or_make(tmp_path)
    empty(tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == ["moeli.toml"]
    furnish(tmp_path)
    after = node.load_or_make(tmp_path)
    assert after.practice
    assert (after.id, after.public_bytes) != (before.id, before.public_bytes)
    assert written(tmp_path)["port"] == "8001"


def test_an_emptying_that_was_interrupted_is_still_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    furnish(tmp_path, SERVED)
    (tmp_path / BEGIN_AGAIN).touch()

    def cut(_path: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(practising.shutil, "rmtree", cut)
    with pytest.raises(KeyboardInterrupt):
        empty(tmp_path)
    assert (tmp_path / BEGIN_AGAIN).exists()
    assert node.is_practice(tmp_path)


def test_its_process_gets_nothing_that_the_live_one_was_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("MOELI_DATABASE_URL", "MOELI_TRANSIT_TOKEN_FILE", "PGPASSFILE", "OLDPWD"):
        monkeypatch.setenv(name, "/live/home/secret")
    monkeypatch.setenv("HOME", "/live/home")
    given = surroundings(tmp_path)
    assert not [value for value in given.values() if "/live/home" in value]
    assert given["HOME"] == given["MOELI_HOME"] == str(tmp_path)
    for child in (practising.child(tmp_path), practising.web(tmp_path)):
        assert child.only == given
        assert child.apart == tmp_path
        assert str(tmp_path) in child.words


def test_a_process_is_apart_by_its_environment_and_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in list(os.environ):
        monkeypatch.delenv(name)
    for name, value in surroundings(tmp_path).items():
        monkeypatch.setenv(name, value)
    assert not is_apart(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert is_apart(tmp_path)
    monkeypatch.setenv("MOELI_DATABASE_URL", "postgresql://live")
    assert not is_apart(tmp_path)
