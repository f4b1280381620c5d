"""Lays the forms that others publish with their tests into a folder, for `forms conformance`.

    npm pack enketo-transformer@1.43.0
    pip download --no-deps --only-binary :all: pyxform==1.5.0
    python tools/odk_fixtures.py FOLDER enketo-transformer-1.43.0.tgz pyxform-1.5.0-*.whl
    ./moeli forms conformance FOLDER/sound

Sources are folders or archives. What their tests expect to fail goes to FOLDER/refused, and
FOLDER/refused/EXPECTED.tsv names the test that expects it: a table by its own call, a file by a
test that names it and asserts that it is refused. Old workbooks (.xls) are saved as new ones; forms
that stand as tables inside Python tests get a file each; a list that a form names is taken from its
package, or made up where the package lacks it. Nothing of this belongs into the
repository: the licences and the size are theirs.
"""

import ast
import re
import sys
import tarfile
import zipfile
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path, PurePosixPath

import xlrd
from openpyxl import Workbook

_FORMS = (".xml", ".xlsx", ".xls", ".md", ".csv", ".geojson")
_TESTS = ("test", "tests", "tests_v1", "fixtures", "forms", "resources")
_LARGEST = 20_000_000
_FAILS = ("errored", "error__contains", "odk_validate_error__contains")
_REFUSALS = ("Exception", "PyXFormError", "ODKValidateError")
_LISTS = {
    ".csv": "name,label,id,lat,long\na,A,1,-29.3,27.5\nb,B,2,-29.4,27.6\n",
    ".xml": "<root><item><name>a</name><label>A</label></item></root>",
    ".geojson": '{"type":"FeatureCollection","features":[{"type":"Feature","id":"a","geometry":'
    '{"type":"Point","coordinates":[27.5,-29.3]},"properties":{"id":"a","title":"A"}}]}',
}
Laid = dict[str, int]


def laid(target: Path, sources: Sequence[Path]) -> Laid:
    """Lay the forms of the sources into the target; how many files of each kind."""
    counts: Laid = {}
    expected: list[str] = []
    for source in sources:
        name = source.name.removesuffix(source.suffix)
        named = expectations(source)
        for path, content in _files(source):
            for test, place, data in _forms(path, content):
                why = test or named.get(PurePosixPath(place).stem, "")
                kind = "refused" if why else "sound"
                file = target / kind / name / place
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(data)
                counts[f"{kind}/{name}"] = counts.get(f"{kind}/{name}", 0) + 1
                expected += [f"{name}/{place}\t{why}"] if why else []
    if expected:
        (target / "refused" / "EXPECTED.tsv").write_text("\n".join(sorted(expected)) + "\n")
    return counts


def expectations(source: Path) -> dict[str, str]:
    """Stem of a form → the test that names its file and asserts that an error is raised."""
    found: dict[str, str] = {}
    for path, content in _files(source):
        if path.suffix == ".py":
            for test in _functions(ast.parse(content.decode("utf-8"))):
                words = list(ast.walk(test))
                for word in words if any(map(_asserts_refusal, words)) else ():
                    if isinstance(word, ast.Constant) and _is_form_name(word.value):
                        found[PurePosixPath(word.value).stem] = f"{path.name}:{test.lineno}"
    return found


def _asserts_refusal(word: ast.AST) -> bool:
    match word:
        case ast.Call(ast.Attribute(_, "assertRaises"), [ast.Name(error), *_]):
            return error in _REFUSALS
    return False


def _functions(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    return (each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef))


def _is_form_name(value: object) -> bool:
    return (
        isinstance(value, str) and value.endswith((".xls", ".xlsx", ".xml")) and "\n" not in value
    )


def _files(source: Path) -> Iterator[tuple[PurePosixPath, bytes]]:
    """Each file of a folder or an archive that lies among tests."""
    for path, content in _all(source):
        if set(path.parts[:-1]) & set(_TESTS) and path.suffix in (*_FORMS, ".py"):
            yield path, content


def _all(source: Path) -> Iterator[tuple[PurePosixPath, bytes]]:
    if source.is_dir():
        for file in sorted(source.rglob("*")):
            if file.is_file() and file.stat().st_size <= _LARGEST:
                yield PurePosixPath(source.name) / file.relative_to(source), file.read_bytes()
    elif source.suffix == ".tgz" or source.name.endswith(".tar.gz"):
        with tarfile.open(source) as archive:
            for member in archive:
                content = archive.extractfile(member) if member.size <= _LARGEST else None
                if content is not None:
                    yield PurePosixPath(member.name), content.read()
    else:
        with zipfile.ZipFile(source) as archive:
            for part in archive.infolist():
                if not part.is_dir() and part.file_size <= _LARGEST:
                    yield PurePosixPath(part.filename), archive.read(part)


def _forms(path: PurePosixPath, content: bytes) -> Iterator[tuple[str, str, bytes]]:
    """(Test that expects it to fail, where it is laid, bytes) for what a file holds."""
    beside = "_".join(path.parts[-3:-1])
    match path.suffix:
        case ".py":
            for name, fails, sheets in tables(content.decode("utf-8")):
                test = f"{path.name} {name.rpartition('_')[0]}" if fails else ""
                yield test, f"{path.stem}/{name}.md", sheets.encode()
        case ".xls":
            yield "", f"{beside}/{path.stem}.xlsx", new_workbook(content)
        case _:
            yield "", f"{beside}/{path.name}", content


def tables(source: str) -> Iterator[tuple[str, bool, str]]:
    """The forms that stand as tables in calls of a test: (name, whether it must fail, sheets)."""
    for function in ast.walk(ast.parse(source)):
        if isinstance(function, ast.FunctionDef):
            known = dict(_assigned(function))
            calls = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
            for at, call in enumerate(calls):
                given = {word.arg: word.value for word in call.keywords if word.arg}
                sheets = _text(given.get("md"), known)
                if "survey" in sheets:
                    fails = "cannot" in function.name or any(map(_asked, map(given.get, _FAILS)))
                    yield f"{function.name}_{at}", fails, _tidy(sheets)


def _asked(value: ast.expr | None) -> bool:
    return value is not None and not (isinstance(value, ast.Constant) and not value.value)


def _assigned(function: ast.FunctionDef) -> Iterator[tuple[str, str]]:
    for node in ast.walk(function):
        match node:
            case ast.Assign([ast.Name(name)], ast.Constant(str(value))):
                yield name, value


def _text(value: ast.expr | None, known: dict[str, str]) -> str:
    match value:
        case ast.Constant(str(text)):
            return text
        case ast.Name(name):
            return known.get(name, "")
    return ""


def _tidy(sheets: str) -> str:
    return "\n".join(line.strip() for line in sheets.splitlines() if line.strip()) + "\n"


def new_workbook(content: bytes) -> bytes:
    """An old workbook saved as a new one: the values of its cells."""
    old, new = xlrd.open_workbook(file_contents=content), Workbook()
    new.remove(new.active)
    for sheet in old.sheets():
        page = new.create_sheet(sheet.name)
        for row in range(sheet.nrows):
            page.append([_cell(sheet.cell(row, column)) for column in range(sheet.ncols)])
    told = BytesIO()
    new.save(told)
    return told.getvalue()


def _cell(cell: xlrd.sheet.Cell) -> str | float | bool | None:
    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK, xlrd.XL_CELL_ERROR):
        return None
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    return cell.value  # type: ignore[no-any-return]  # xlrd has no types


def lists_made_up(folder: Path) -> int:
    """Lay a list wherever a form names one that is not beside it; how many were made up."""
    from moeli.standards import xforms

    made = 0
    for file in sorted(
        each for each in folder.rglob("*") if each.suffix in (".md", ".xml", ".xlsx")
    ):
        while True:
            beside = {n.name: n.read_bytes() for n in file.parent.iterdir() if n.suffix in _LISTS}
            found = xforms.lint(file.read_bytes(), beside).findings
            missing = [each.values["file"] for each in found if each.code == "attachment_missing"]
            names = [name for name in missing if name not in beside and "/" not in name]
            for name in names:
                published = _published(folder, file, name)
                made += published is None
                file.with_name(name).write_bytes(published or _made_up(file, name))
            if not names:
                break
    return made


def _published(folder: Path, form: Path, name: str) -> bytes | None:
    """The list as its package has it: elsewhere, or under the name of the form."""
    package = folder / form.relative_to(folder).parts[0]
    found = sorted(package.rglob(name)) or [form.with_suffix(".csv")] * (name == "itemsets.csv")
    return next((each.read_bytes() for each in found if each.is_file()), None)


def _made_up(form: Path, name: str) -> bytes:
    if name != "itemsets.csv":
        return _LISTS[Path(name).suffix].encode()
    lists = dict.fromkeys(re.findall(r"query=\"instance\('([^']+)'\)", form.read_text("utf-8")))
    return ("list_name,name,label\n" + "".join(f"{each},a,A\n" for each in lists)).encode()


def main(words: Sequence[str]) -> int:
    """0 when at least one form was laid."""
    if len(words) < len(("target", "source")):
        print(__doc__, file=sys.stderr)
        return 2
    target = Path(words[0]).resolve()
    if target.is_relative_to(Path(__file__).resolve().parents[1]):
        print("odk_fixtures: name a folder outside the repository.", file=sys.stderr)
        return 2
    counts = laid(target, [Path(word) for word in words[1:]])
    counts["sound, lists made up"] = lists_made_up(target / "sound")
    for name, count in sorted(counts.items()):
        print(f"{count:>5} {name}")
    return 0 if counts else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
