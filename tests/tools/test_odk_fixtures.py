"""Forms of others are laid out: from archives and folders, tables in tests, lists made up."""

import tarfile
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from tools import odk_fixtures

_TEST = '''
class T:
    def test_sound(self):
        md = """
        | survey |
        |        | type | name | label |
        |        | text | a    | A     |
        """
        self.check(md=md, errored=False)

    def test_list(self):
        self.check(md="""| survey |
            | | type | name | label |
            | | select_one_from_file l.csv | a | A |""")

    def test_fails(self):
        self.check(md="| survey | no type |", error__contains=["type"])

    def test_file(self):
        with self.assertRaises(PyXFormError):
            read("broken.xls")

    def test_another_file(self):
        self.assertRaises(KeyError, read, "sound.xls")

    def test_cannot_be(self):
        self.check(md="| survey | nothing |")
'''


def test_tables_in_tests_are_found_with_what_is_expected_of_them() -> None:
    found = {name: fails for name, fails, _ in odk_fixtures.tables(_TEST)}
    assert found == {
        "test_sound_0": False,
        "test_list_0": False,
        "test_fails_0": True,
        "test_cannot_be_0": True,
    }


def test_archives_are_laid_by_what_is_expected_and_missing_lists_are_made_up(
    tmp_path: Path,
) -> None:
    wheel = tmp_path / "a-1.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("a/tests/test_a.py", _TEST)
        archive.writestr("a/code.py", _TEST)
    package = tmp_path / "b-1.tgz"
    with tarfile.open(package, "w:gz") as archive:
        told = tarfile.TarInfo("package/test/forms/b.xml")
        told.size = len(b"<x/>")
        archive.addfile(told, BytesIO(b"<x/>"))
    target = tmp_path / "laid"
    assert odk_fixtures.main([str(target), str(wheel), str(package)]) == 0
    laid = {str(path.relative_to(target)) for path in target.rglob("*") if path.is_file()}
    assert laid == {
        "sound/a-1/test_a/test_sound_0.md",
        "sound/a-1/test_a/test_list_0.md",
        "sound/a-1/test_a/l.csv",
        "refused/a-1/test_a/test_fails_0.md",
        "refused/a-1/test_a/test_cannot_be_0.md",
        "refused/EXPECTED.tsv",
        "sound/b-1/test_forms/b.xml",
    }
    expected = (target / "refused/EXPECTED.tsv").read_text().splitlines()
    assert expected[0] == "a-1/test_a/test_cannot_be_0.md\ttest_a.py test_cannot_be"


def test_a_file_is_expected_to_fail_only_where_a_test_asserts_its_refusal(tmp_path: Path) -> None:
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_a.py").write_text(_TEST, encoding="utf-8")
    assert odk_fixtures.expectations(tmp_path) == {"broken": "test_a.py:19"}


def test_nothing_is_laid_into_the_repository(capsys: pytest.CaptureFixture[str]) -> None:
    root = Path(odk_fixtures.__file__).resolve().parents[1]
    assert odk_fixtures.main([str(root / "var" / "forms"), "a.whl"]) == 2
    assert "outside the repository" in capsys.readouterr().err
