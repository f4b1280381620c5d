"""`./moeli specimens draw`: pictures, their truth, and a sentence for each wrong word."""

import json
from pathlib import Path

import pytest
from PIL import Image

from moeli.cli import main
from moeli.specimens.camera import KINDS


def test_each_picture_has_its_truth_beside_it(tmp_path: Path) -> None:
    assert main(["specimens", "draw", str(tmp_path), "--count", "6", "--dpi", "120"]) == 0
    truths = [json.loads(path.read_text()) for path in sorted(tmp_path.glob("*.json"))]
    assert [truth["kind"] for truth in truths] == list(KINDS)[:6]
    for truth in truths:
        with Image.open(tmp_path / truth["file"]) as picture:
            assert picture.size == tuple(truth["size"])
        assert len(truth["lines"]) in (2, 3)
        assert len(truth["zone"]) == 4
        assert truth["genuine"]


def test_an_altered_page_says_what_is_wrong(tmp_path: Path) -> None:
    words = ["--count", "2", "--altered", "--format", "TD3", "--kind", "clean", "--dpi", "120"]
    assert main(["specimens", "draw", str(tmp_path), *words]) == 0
    truth = json.loads((tmp_path / "000000-clean.json").read_text())
    assert not truth["genuine"]
    assert truth["alterations"][0]["group"] == "photo"


def test_the_same_words_give_the_same_files(tmp_path: Path) -> None:
    for name in ("one", "other"):
        main(["specimens", "draw", str(tmp_path / name), "--count", "3", "--dpi", "120"])
    ones = sorted((tmp_path / "one").iterdir())
    assert [each.read_bytes() for each in ones] == [
        (tmp_path / "other" / each.name).read_bytes() for each in ones
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--format", "TD9"], "no format"),
        (["--kind", "x-ray"], "no kind"),
        (["--count", "0"], "between 1 and"),
        (["--dpi", "5000"], "dots an inch"),
    ],
)
def test_a_wrong_word_is_one_sentence(
    tmp_path: Path, words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["specimens", "draw", str(tmp_path / "out"), *words]) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("not a folder")
    assert main(["specimens", "draw", str(tmp_path / "file" / "out")]) == 1
    assert "cannot be written" in capsys.readouterr().err
