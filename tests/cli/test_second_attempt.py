"""What fails in the browser half is tried once more: it is told, and twice failed is red."""

import re
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

import pytest

from moeli.cli import test

Half = Callable[..., tuple[int, str]]
STEADY = "def test_steady(): pass\n"
LATE_ONCE = """
import pathlib
def test_late_once(tmp_path_factory):
    tried = pathlib.Path(__file__).with_name("tried")
    first = not tried.exists()
    tried.touch()
    assert not first, "the machine was busy"
"""
WRONG = "def test_wrong(): assert 0, 'wrong each time'\n"
ENDS_BADLY = """
import pytest
@pytest.fixture
def left():
    yield
    raise ValueError("left behind")
def test_ends_badly(left): pass
"""


@pytest.fixture
def half(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Half:
    """Runs a browser half of its own with these tests; how it ended and what it said."""
    folder = tmp_path / "e2e"
    folder.mkdir()
    (tmp_path / "pytest.ini").write_text("[pytest]\njunit_family = xunit1\n")
    monkeypatch.setattr(test, "ROOT", tmp_path)
    monkeypatch.setattr(test, "_BROWSER", folder)
    monkeypatch.setattr(test, "furnish", lambda *_: None)
    monkeypatch.chdir(tmp_path)

    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")

    def ran(*tests: str, words: tuple[str, ...] = ()) -> tuple[int, str]:
        file = folder / "test_half.py"
        file.write_text("\n".join(tests))
        code = test.run(Namespace(words=[str(file), *words]))
        return code, capfd.readouterr().out

    return ran


def last_line(said: str) -> str:
    return re.sub(r" in [0-9.]+s", "", said.splitlines()[-1].strip("= "))


def test_what_passes_at_the_second_attempt_is_green_and_told(half: Half) -> None:
    code, said = half(STEADY, LATE_ONCE)
    assert (code, last_line(said)) == (0, "2 passed, 1 at the second attempt")
    assert "the machine was busy" in said
    assert "a second attempt" in said


@pytest.mark.parametrize("wrong", [WRONG, ENDS_BADLY])
def test_what_fails_twice_is_red(half: Half, wrong: str) -> None:
    code, said = half(STEADY, LATE_ONCE, wrong)
    assert code == 1
    assert "1 at the second attempt" in last_line(said) or "1 errors" in last_line(said)
    assert said.count("wrong each time") + said.count("left behind") >= 2


def test_many_failures_are_no_accident(half: Half) -> None:
    many = "".join(f"def test_{number}(): assert 0\n" for number in range(6))
    code, said = half(many)
    assert (code, last_line(said)) == (1, "6 failed")
    assert "a second attempt" not in said


def test_a_run_that_stops_early_has_no_second_attempt(half: Half) -> None:
    code, said = half(LATE_ONCE, words=("-x",))
    assert (code, last_line(said)) == (1, "1 failed")


def test_a_file_that_cannot_be_read_stays_red(half: Half) -> None:
    code, _said = half("import nothing_of_this_name\n")
    assert code == 1
