"""The code that every secret passes through stays small enough to be read at one sitting."""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[3] / "src" / "moeli"
VAULT = HOUSE / "platform" / "vault"
MOST_LINES = 400
CIPHERS = ("ciphers", "hpke", "argon2")
ABOVE = ("django.db", "django.http", "moeli.platform.room", "moeli.platform.keyring")
ELSEWHERE = {
    "platform/blobs/chunks.py": "a file is sealed piece by piece, under a key that the vault draws",
    "cli/benches/desk/seals.py": "drawn history, sealed as the keyring does, which is tested",
}


def code_lines(path: Path) -> int:
    """Lines that hold code: no blank ones, no comments, no docstrings."""
    text = path.read_text(encoding="utf-8")
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    silent: set[int] = set()
    for each in ast.walk(ast.parse(text)):
        if isinstance(each, documented) and ast.get_docstring(each):
            silent |= set(range(each.body[0].lineno, (each.body[0].end_lineno or 0) + 1))
    lines = enumerate(text.splitlines(), start=1)
    return sum(
        number not in silent and bool(line.strip()) and not line.strip().startswith("#")
        for number, line in lines
    )


def imported(path: Path) -> list[str]:
    """The modules from which a file imports."""
    found = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return [node.module or "" for node in found if isinstance(node, ast.ImportFrom)]


def encrypting() -> Iterator[str]:
    """Modules outside the vault that import a cipher of their own."""
    for path in HOUSE.rglob("*.py"):
        hazardous = any(
            name.startswith("cryptography.") and set(name.split(".")) & set(CIPHERS)
            for name in imported(path)
        )
        if hazardous and VAULT not in path.parents:
            yield path.relative_to(HOUSE).as_posix()


def test_the_code_that_encrypts_draws_keys_and_wraps_them_fits_in_400_lines() -> None:
    assert sum(code_lines(path) for path in VAULT.rglob("*.py")) <= MOST_LINES


def test_it_knows_neither_rows_nor_rooms_so_it_can_be_read_alone() -> None:
    known = {name for path in VAULT.rglob("*.py") for name in imported(path)}
    assert not [name for name in known if name.startswith(ABOVE)]


def test_key_pairs_to_seal_to_are_drawn_in_one_place() -> None:
    drawing = [
        path.relative_to(HOUSE).as_posix()
        for path in HOUSE.rglob("*.py")
        if "X25519PrivateKey.generate" in path.read_text(encoding="utf-8")
    ]
    assert drawing == ["platform/vault/sealing.py"]


@pytest.mark.long
def test_its_own_tests_and_those_of_the_keyring_run_every_branch(tmp_path: Path) -> None:
    words = ["-q", "-p", "no:randomly", "-n", "0", "--cov=moeli.platform.vault", "--cov-branch"]
    words += ["--cov-fail-under=100", "--cov-report=term-missing"]
    folders = ["tests/platform/vault", "tests/platform/keyring"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *words, *folders],
        cwd=HOUSE.parents[1],
        env=os.environ | {"PYTHONPATH": "src", "COVERAGE_FILE": str(tmp_path / "coverage")},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-3_000:]


def test_nothing_else_in_the_house_encrypts_but_what_is_named_here() -> None:
    assert set(encrypting()) == set(ELSEWHERE)
