"""The command line: what it offers, and how it says that something is wrong."""

import argparse
import os
import subprocess
import sys
from pathlib import Path

import pytest

from moeli import cli
from moeli.cli import COMMANDS, command, main, parser_of

ROOT = Path(__file__).resolve().parents[2]


def run(*words: str, **extra: str) -> subprocess.CompletedProcess[str]:
    ours = {name: value for name, value in os.environ.items() if not name.startswith("MOELI_")}
    ours.pop("DJANGO_SETTINGS_MODULE", None)
    ours |= {"PYTHONPATH": str(ROOT / "src"), **extra}
    return subprocess.run(
        [sys.executable, "-P", "-m", "moeli", *words],
        env=ours,
        capture_output=True,
        text=True,
        check=False,
        input="",
    )


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_its_help_and_its_parts(name: str) -> None:
    module = command(name)
    assert module.HELP.endswith(".")
    assert callable(module.run)
    assert isinstance(parser_of(name), argparse.ArgumentParser)


def test_the_overview_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    shown = capsys.readouterr().out
    assert [name for name in COMMANDS if f"  {name} " not in shown] == []


def test_a_command_that_there_is_not_is_said_in_one_sentence() -> None:
    done = run("fly")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("words", [("migrate",), ("serve",), ("doctor",), ("journal", "verify")])
def test_a_home_that_cannot_be_written_is_said_in_one_sentence(words: tuple[str, ...]) -> None:
    done = run(*words, MOELI_HOME="/proc/nothing")
    assert done.returncode == 1
    assert done.stderr == (
        "moeli: Moeli cannot write in /proc/nothing. Give it a folder of its own in MOELI_HOME.\n"
    )


def test_unknown_surroundings_are_said(tmp_path: Path) -> None:
    done = run("migrate", MOELI_SETTINGS="moon", MOELI_HOME=str(tmp_path))
    assert done.stderr == "moeli: MOELI_SETTINGS is one of dev, test, production.\n"


def test_production_does_not_start_without_its_keys(tmp_path: Path) -> None:
    done = run("migrate", MOELI_SETTINGS="production", MOELI_HOME=str(tmp_path))
    assert done.returncode == 1
    assert "key file" in done.stderr


def test_an_interrupt_is_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_arguments: argparse.Namespace) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli.command("mrz"), "run", interrupted)
    assert main(["mrz"]) == 130


def test_a_defect_keeps_its_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_arguments: argparse.Namespace) -> int:
        raise ZeroDivisionError

    monkeypatch.setattr(cli.command("mrz"), "run", broken)
    with pytest.raises(ZeroDivisionError):
        main(["mrz"])


def test_a_reader_that_stops_reading_is_no_traceback() -> None:
    command_line = f"{sys.executable} -P -m moeli docs --help | head -c 1"
    done = subprocess.run(
        ["sh", "-c", command_line],
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr


def test_options_for_pytest_may_stand_first(monkeypatch: pytest.MonkeyPatch) -> None:
    handed_on: list[str] = []

    def parts(words: list[str]) -> list[object]:
        handed_on.extend(words)
        return []

    monkeypatch.setattr("moeli.cli.test.furnish", lambda *_: None)
    monkeypatch.setattr("moeli.cli.test._parts", parts)
    main(["test", "--long", "tests/cli"])
    assert handed_on == ["--long", "tests/cli"]
