"""A post or headquarters in five questions: closed to others, resumed, never done twice."""

import re
import tomllib
from pathlib import Path

import pytest

from moeli.operations.settling import answers, home_toml
from moeli.operations.settling.home import furnish
from tests import old_home
from tests.refusals import refused

PASSWORD = re.compile(r"^  ([0-9a-f]{4}(-[0-9a-f]{4}){4})$", re.MULTILINE)
PASSPHRASE = "a long passphrase of one site"


@pytest.fixture
def said(tmp_path: Path) -> dict[str, str]:
    copies = tmp_path / "copies"
    copies.mkdir()
    told = {"role": "post", "place": "msb", "hosts": "maseru.example, 10.0.0.5"}
    return told | {"live_from": "2026-12-01", "copies": str(copies)}


def never(question: answers.Question) -> str:
    raise AssertionError(f"{question.key} was asked although it was said")


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "static" not in path.parts
    }


def test_five_answers_make_a_post_that_can_be_examined_and_a_second_time_changes_nothing(
    tmp_path: Path, said: dict[str, str]
) -> None:
    home = tmp_path / "home"
    words = ["setup", "--home", str(home), "--hosts", "localhost", "--role", "post"]
    words += ["--place", "MSB", "--live-from", "2026-01-01", "--copies", said["copies"]]
    first = old_home.moeli(home.parent / "elsewhere", *words, typed=PASSPHRASE + "\n")
    assert first.returncode == 0, first.stderr
    password = PASSWORD.search(first.stdout)
    assert password
    assert "./moeli backup --new-key" in first.stdout
    before = files(home)
    keys = {path.name for path in (home / "keys").iterdir()}
    assert keys == {"django.key", "index.key", "master.key", "node.key", "watch.key"}
    assert not [name for name, data in before.items() if password[1].encode() in data]
    assert not [name for name, data in before.items() if PASSPHRASE.encode() in data]
    closed = [path for path in home.rglob("*") if path.name.endswith(".key") or path.is_dir()]
    open_ones = [p for p in closed if p.stat().st_mode & 0o077 and "static" not in p.parts]
    assert [
        p.name for p in open_ones if p.parent.name in ("home", "keys", "tls") and p.is_file()
    ] == []
    again = old_home.moeli(home, *words, typed="")
    assert again.returncode == 0, again.stderr
    assert not PASSWORD.search(again.stdout)
    unchanged = {name: data for name, data in before.items() if "sqlite3" not in name}
    assert {name: data for name, data in files(home).items() if "sqlite3" not in name} == unchanged
    doctor = old_home.moeli(home, "doctor")
    assert doctor.returncode == 0, doctor.stdout
    assert "moeli.operations.W001" in doctor.stdout  # no offline key yet
    (home / "keys" / "index.key").unlink()
    assert old_home.moeli(home, *words, typed="").returncode == 0
    assert not (home / "keys" / "index.key").exists(), "a lost key was replaced in silence"
    doctor = old_home.moeli(home, "doctor")
    assert doctor.returncode == 1
    assert "moeli.vault.E002" in doctor.stdout


def test_what_was_left_half_done_is_finished(tmp_path: Path, said: dict[str, str]) -> None:
    home, given = tmp_path / "home", answers.answered(said, never)
    node = furnish(home, given)
    (home / "keys" / "watch.key").unlink()
    (home / "moeli.toml").unlink()
    again = furnish(home, given)
    assert again.id == node.id
    assert (home / "keys" / "watch.key").exists()
    told = tomllib.loads((home / "moeli.toml").read_text())
    assert (told["settings"], told["hosts"]) == ("production", ["maseru.example", "10.0.0.5"])


def test_the_node_and_its_folders_are_as_answered_and_closed(
    tmp_path: Path, said: dict[str, str]
) -> None:
    home = tmp_path / "home"
    furnish(home, answers.answered(said, never))
    node = tomllib.loads((home / "node.toml").read_text())
    assert (node["role"], node["port"], str(node["live_from"])) == ("post", "MSB", "2026-12-01")
    for path in (home, home / "keys"):
        assert oct(path.stat().st_mode & 0o777) == "0o700"
    for path in [*(home / "keys").iterdir(), home / "moeli.toml", home / "node.toml"]:
        assert oct(path.stat().st_mode & 0o777) == "0o600"


def test_what_people_wrote_into_the_settings_stays(tmp_path: Path, said: dict[str, str]) -> None:
    home = tmp_path / "home"
    furnish(home, answers.answered(said, never))
    file = home / "moeli.toml"
    file.write_text(file.read_text() + "# our own note\n" + 'port = "9000"\n')
    furnish(home, answers.answered(said, never))
    home_toml.remember(home, "backup_keep", "5")
    assert "# our own note" in file.read_text()
    assert tomllib.loads(file.read_text())["port"] == "9000"


def test_a_home_does_not_become_another_node(tmp_path: Path, said: dict[str, str]) -> None:
    furnish(tmp_path / "home", answers.answered(said, never))
    with refused("setup_answer") as caught:
        furnish(tmp_path / "home", answers.answered(said | {"place": "MPB"}, never))
    assert "already post MSB" in str(caught.value)


@pytest.mark.parametrize(
    ("key", "answer"),
    [
        ("role", "both"),
        ("role", ""),
        ("place", "XXX"),
        ("place", ""),
        ("hosts", " , "),
        ("live_from", "tomorrow"),
        ("copies", "relative"),
        ("copies", "/not/there/at/all"),
    ],
)
def test_an_answer_that_cannot_be_is_said_before_anything_is_made(
    said: dict[str, str], key: str, answer: str
) -> None:
    with refused("setup_answer") as caught:
        answers.answered(said | {key: answer}, never)
    assert str(caught.value).startswith(f"{key}: ")


def test_headquarters_has_no_port_of_entry(said: dict[str, str]) -> None:
    with refused("setup_answer"):
        answers.answered(said | {"role": "hq"}, never)
    assert answers.answered(said | {"role": "hq", "place": ""}, never).place == ""


def test_only_what_nobody_said_is_asked(said: dict[str, str]) -> None:
    asked: list[str] = []

    def ask(question: answers.Question) -> str:
        asked.append(question.key)
        return said[question.key]

    answers.answered({"role": "post", "hosts": None}, ask)
    assert asked == ["place", "hosts", "live_from", "copies"]
    assert len(answers.QUESTIONS) == 5


def test_without_a_terminal_a_missing_answer_names_its_flag(tmp_path: Path) -> None:
    done = old_home.moeli(tmp_path / "home", "setup", "--role", "post")
    assert done.returncode == 1
    assert done.stderr == "moeli: Which port of entry? Say it with --place.\n"
    assert not (tmp_path / "home" / "node.toml").exists()


def test_answers_may_stand_in_a_file(tmp_path: Path, said: dict[str, str]) -> None:
    file = tmp_path / "answers.toml"
    file.write_text("".join(f'{key} = "{value}"\n' for key, value in said.items()))
    assert answers.answered(answers.from_file(file), never).place == "MSB"
    file.write_text("role: post")
    with refused("setup_answer"):
        answers.from_file(file)
