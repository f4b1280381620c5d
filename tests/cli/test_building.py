"""The commands that build and prove the house."""

from pathlib import Path

import pytest

from moeli.cli import bench, check, machine, messages
from moeli.cli.junit import Totals
from moeli.cli.test import divided, shared, summary
from moeli.cli.workshop import WorkshopError, furnish

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("totals", "said"),
    [
        (Totals(512, 0, 0, 3), "512 passed, 3 skipped in 1.50s"),
        (Totals(5, 1, 0, 0), "5 passed, 1 failed in 1.50s"),
        (Totals(5, again=1), "5 passed, 1 at the second attempt in 1.50s"),
        (Totals(), "no tests ran in 1.50s"),
    ],
)
def test_the_last_line_is_the_form_of_pytest(totals: Totals, said: str) -> None:
    line = summary(totals, 1.5)
    assert line.strip("= ") == said
    assert line.startswith("===")


def test_the_parts_are_added_up() -> None:
    assert Totals(1, 2, 3, 4, 5).and_(Totals(10, 20, 30, 40, 50)) == Totals(11, 22, 33, 44, 55)


def test_paths_go_to_their_part_and_other_words_to_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    words = ["tests/e2e", "tests/cli/test_main.py::x", "-k", "keyboard", "--long"]
    assert divided(words) == (
        ["tests/e2e"],
        ["tests/cli/test_main.py::x"],
        ["-k", "keyboard", "--long"],
    )
    assert divided([]) == ([], [], [])


@pytest.mark.parametrize("paths", [[], ["tests/cli"], ["tests/e2e", "tests/faults"]])
def test_folders_share_their_files_among_the_cores(
    monkeypatch: pytest.MonkeyPatch, paths: list[str]
) -> None:
    monkeypatch.chdir(ROOT)
    assert shared(paths)[2:] == ["--dist", "loadfile", "--no-loadscope-reorder"]
    assert 1 <= int(shared(paths)[1]) <= 4


@pytest.mark.parametrize("word", ["tests/cli/test_main.py", "tests/cli/test_main.py::x"])
def test_one_file_stays_in_one_process(monkeypatch: pytest.MonkeyPatch, word: str) -> None:
    monkeypatch.chdir(ROOT)
    assert shared(["tests/cli", word]) == []


def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("moeli.cli.workshop._libraries", lambda: None)
    monkeypatch.setattr("moeli.cli.workshop.shutil.which", lambda _name: None)
    monkeypatch.setattr("moeli.cli.workshop.os.geteuid", lambda: 1000)
    with pytest.raises(WorkshopError, match="Please install chromium-headless-shell gettext"):
        furnish("chromium-headless-shell", "gettext")


def test_every_check_is_run_although_one_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    steps = (check.Step("one", ("false",)), check.Step("two", ("true",)))
    monkeypatch.setattr(check, "STEPS", steps)
    monkeypatch.setattr(check, "furnish", lambda *_: None)
    assert check.run(check_arguments()) == 1
    shown = capsys.readouterr()
    assert "1 of 2 checks stand" in shown.out
    assert "Failed: one." in shown.err


def check_arguments() -> object:
    from argparse import Namespace

    return Namespace(names=[])


def test_the_machine_is_named() -> None:
    assert "cores, Python 3." in machine.described()


def test_a_table_of_figures_is_aligned() -> None:
    result = {"machine": "m", "rows": [{"a": "x", "b": 12345}, {"a": "long", "b": None}]}
    assert bench._table(result) == ["machine: m", "", "a     b", "x     12,345", "long  –"]


def test_each_sesotho_text_says_whether_it_was_reviewed() -> None:
    catalogue = ROOT / messages._LOCALE / messages._CATALOGUE
    blocks = catalogue.read_text(encoding="utf-8").split("\n\n")[1:]
    translated = [block for block in blocks if not block.rstrip().endswith('msgstr ""')]
    unsaid = [b for b in translated if "# reviewed:" not in b and "msgid_plural" not in b]
    assert len(translated) > 100
    assert unsaid == []
