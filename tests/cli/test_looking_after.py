"""Migrating, serving, the doctor, the first account: a house from its first day."""

import os
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from urllib.request import urlopen

import pytest

from moeli.cli import ready
from tests.cli.test_main import ROOT, run


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("home")
    done = run("migrate", MOELI_HOME=str(folder))
    assert done.returncode == 0, done.stderr
    assert "up to date" in done.stdout
    return str(folder)


def test_a_second_migration_changes_nothing(home: str) -> None:
    assert "(0 migrations applied)" in run("migrate", MOELI_HOME=home).stdout


def test_the_keys_are_for_their_owner_only(home: str) -> None:
    keys = list((Path(home) / "keys").iterdir())
    assert keys
    assert {oct(key.stat().st_mode & 0o777) for key in keys} == {"0o600"}


def test_a_site_is_not_served_before_its_database_is_made(tmp_path: Path) -> None:
    done = run("serve", "--port", "0", MOELI_HOME=str(tmp_path))
    assert done.returncode == 1
    assert done.stderr == "moeli: The database is not up to date. Run ./moeli migrate first.\n"


def test_a_port_in_use_is_said_in_one_sentence(home: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = run("serve", "--port", port, MOELI_HOME=home)
    assert done.returncode == 1
    assert done.stderr == (
        f"moeli: Port {port} on 127.0.0.1 is in use or cannot be opened. "
        "Choose another with --port.\n"
    )


@pytest.mark.parametrize("port", [70000, -1])
def test_a_port_that_cannot_be_is_said(port: int) -> None:
    with pytest.raises(ready.NotReadyError, match=f"Port {port} on 127.0.0.1"):
        ready.port_free("127.0.0.1", port)


def test_the_site_answers_and_stops(home: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    ours = {name: value for name, value in os.environ.items() if not name.startswith("DJANGO")}
    ours |= {"PYTHONPATH": str(ROOT / "src"), "MOELI_HOME": home}
    words = [sys.executable, "-P", "-m", "moeli", "serve", "--port", str(port)]
    site = subprocess.Popen(words, env=ours, stdout=subprocess.DEVNULL)
    try:
        for _ in range(200):
            try:
                with urlopen(f"http://127.0.0.1:{port}/sign-in/", timeout=5) as answer:
                    assert b"Sign in" in answer.read()
                break
            except OSError:
                time.sleep(0.1)
        else:
            pytest.fail("the site did not answer")
    finally:
        site.terminate()
        assert site.wait(timeout=20) in (0, -15)


def test_the_doctor_names_what_is_missing_and_its_mend(tmp_path: Path, home: str) -> None:
    unmade = run("doctor", MOELI_HOME=str(tmp_path))
    assert unmade.returncode == 1
    assert "./moeli migrate" in unmade.stdout
    assert run("doctor", MOELI_HOME=home).returncode == 0


def test_the_doctor_warns_of_a_second_place_that_cannot_be_written(home: str) -> None:
    words = ("person", "officer", "Lineo Fictional", "--role", "list_owner")
    assert person(*words, "--agency", "immigration", home=home)[0] == 0
    broken = {"MOELI_HOME": home, "MOELI_ANCHOR_COPY": "/proc/nothing/anchors.jsonl"}
    assert run("journal", "anchor", **broken).returncode == 1
    done = run("doctor", **broken)
    assert done.returncode == 0
    assert "Mend:" in done.stdout


def person(*words: str, home: str, password: str = "a long river of words") -> tuple[int, str]:
    ours = {name: value for name, value in os.environ.items() if not name.startswith("DJANGO")}
    done = subprocess.run(
        [sys.executable, "-P", "-m", "moeli", *words],
        env=ours | {"PYTHONPATH": str(ROOT / "src"), "MOELI_HOME": home},
        input=password + "\n",
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_the_first_administrator_is_made_on_the_machine(home: str) -> None:
    code, said = person("person", "administrator", "Katleho Sample", home=home)
    assert (code, "is open" in said) == (0, True)
    assert person("person", "administrator", "Katleho Sample", home=home)[0] == 1


@pytest.mark.parametrize(
    ("words", "password"),
    [
        (("person", "somebody", "Some Body"), "short"),
        (("person", "somebody", "Some Body", "--role", "king"), "a long river of words"),
        (("person", "x", "Some Body"), "a long river of words"),
    ],
)
def test_an_account_that_cannot_be_is_not_made(
    home: str, words: tuple[str, ...], password: str
) -> None:
    code, said = person(*words, home=home, password=password)
    assert code == 1
    assert said.startswith("moeli: ")
    with closing(sqlite3.connect(Path(home) / "moeli.sqlite3")) as database:
        asked = database.execute(
            "SELECT count(*) FROM moeli_access_user WHERE username=?", words[1:2]
        )
        assert asked.fetchone() == (0,)
