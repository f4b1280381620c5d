"""The shape of the code: small modules, named by their subject, nothing from another origin."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "moeli"
LARGEST_MODULE = 260
SHAPELESS = {"utils", "util", "helpers", "helper", "common", "misc", "shared", "lib"}
OFF_ORIGIN = re.compile(
    r"""(?:src|href|action|url)\s*[=(]\s*["']?\s*(?:https?:)?//""", re.IGNORECASE
)


def modules() -> Iterator[Path]:
    return (path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)


def code_lines(path: Path) -> int:
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    return sum(1 for line in lines if line and not line.startswith("#"))


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def function_lines(function: ast.FunctionDef) -> int:
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 1


@pytest.mark.parametrize("path", list(modules()), ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_module_can_be_read_in_one_sitting(path: Path) -> None:
    assert code_lines(path) <= LARGEST_MODULE


def test_functions_are_small() -> None:
    sizes = sorted(function_lines(each) for path in modules() for each in functions(path))
    assert median(sizes) <= 8
    assert sizes[int(len(sizes) * 0.95)] <= 40


def test_no_module_is_a_drawer_for_everything() -> None:
    assert not [
        path for path in modules() if path.stem in SHAPELESS or path.parent.name in SHAPELESS
    ]


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in modules()
        if path.read_text(encoding="utf-8").strip()
        and not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert silent == []


def test_public_functions_of_services_and_selectors_are_documented_and_services_keyword_only() -> (
    None
):
    offenders = []
    for path in modules():
        if path.stem not in {"services", "selectors"}:
            continue
        for function in ast.parse(path.read_text(encoding="utf-8")).body:
            if not isinstance(function, ast.FunctionDef) or function.name.startswith("_"):
                continue
            if not ast.get_docstring(function):
                offenders.append(f"{path.relative_to(SOURCE)}:{function.name} has no docstring")
    assert offenders == []


@pytest.mark.parametrize("suffix", ["html", "css", "js"])
def test_nothing_is_fetched_from_another_origin(suffix: str) -> None:
    found = [
        str(path.relative_to(ROOT))
        for path in SOURCE.rglob(f"*.{suffix}")
        if OFF_ORIGIN.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_only_the_clock_module_reads_the_clock() -> None:
    reads = re.compile(r"datetime\.(now|utcnow|today)\(|date\.today\(|timezone\.now\(|time\.time\(")
    found = {
        str(path.relative_to(SOURCE))
        for path in modules()
        if reads.search(path.read_text(encoding="utf-8"))
    }
    assert found == {"platform/clock.py"}


# The door for phones looks at no cookie, so no page can be forged there: see its `for_phones`.
WITHOUT_COOKIES = SOURCE / "forms" / "openrosa" / "door.py"


def test_no_view_reads_all_rows_and_nothing_turns_off_escaping() -> None:
    words = re.compile(r"mark_safe|csrf_exempt|\|safe\b|autoescape off")
    paths = [*modules(), *SOURCE.rglob("*.html")]
    found = [
        str(path.relative_to(SOURCE))
        for path in paths
        if (path != WITHOUT_COOKIES and words.search(path.read_text(encoding="utf-8")))
        or ("views" in path.parts and ".objects" in path.read_text(encoding="utf-8"))
    ]
    assert found == []
