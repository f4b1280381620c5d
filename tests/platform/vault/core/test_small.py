"""The code that every secret passes through stays small enough to be read at one sitting."""

import ast
from collections.abc import Iterator
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[4] / "src" / "moeli"
CORE = HOUSE / "platform" / "vault" / "core"
MOST_LINES = 400
CIPHERS = ("ciphers", "hpke", "argon2")
ELSEWHERE = {
    "platform/blobs/chunks.py": "a file is sealed piece by piece, under a key that the core wraps",
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


def encrypting() -> Iterator[str]:
    """Modules outside the core that import a cipher of their own."""
    for path in HOUSE.rglob("*.py"):
        imported = [
            node.module or ""
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.ImportFrom)
        ]
        hazardous = any(
            name.startswith("cryptography.") and set(name.split(".")) & set(CIPHERS)
            for name in imported
        )
        if hazardous and CORE not in path.parents:
            yield path.relative_to(HOUSE).as_posix()


def test_the_code_that_encrypts_draws_keys_and_wraps_them_fits_in_400_lines() -> None:
    assert sum(code_lines(path) for path in CORE.glob("*.py")) <= MOST_LINES


def test_nothing_else_in_the_house_encrypts_but_what_is_named_here() -> None:
    assert set(encrypting()) == set(ELSEWHERE)
