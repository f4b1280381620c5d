"""`./moeli read`: an answer for each picture, a sentence for each that is none, a count."""

import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from moeli.cli import main

DRAWN = ["--count", "1", "--seed", "81000", "--format", "TD3", "--kind", "clean"]
KEYS = {"file", "ok", "lines", "confidence", "checks", "doubtful", "name_witnessed", "ms"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("drawn")
    assert main(["specimens", "draw", str(out), *DRAWN]) == 0
    return out


def answers(words: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, list[Any]]:
    capsys.readouterr()
    code = main(["read", "--jsonl", *words])
    return code, [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_clean_picture_is_read_beyond_doubt(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, (told,) = answers([str(folder / "081000-clean.jpg")], capsys)
    truth = json.loads((folder / "081000-clean.json").read_text())
    assert code == 0
    assert told.keys() == KEYS
    assert told["lines"] == truth["lines"]
    assert told["ok"] is True
    assert all(line == 1 for line, _column, _candidates in told["doubtful"])
    assert 0.9 < told["confidence"] <= 1
    assert told["ms"] > 0


def test_for_people_the_lines_are_printed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    truth = json.loads((folder / "081000-clean.json").read_text())
    assert main(["read", str(folder / "081000-clean.jpg")]) == 0
    said = capsys.readouterr().out
    assert "081000-clean.jpg: read" in said
    assert all(line in said for line in truth["lines"])


def test_what_is_no_picture_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "letter.pdf").write_bytes(b"%PDF-1.7 a letter")
    Image.new("L", (500, 400)).save(tmp_path / "black.png")
    paths = [str(tmp_path / name) for name in ("letter.pdf", "absent.jpg", "black.png")]
    code, told = answers(paths, capsys)
    assert code == 1
    assert [each.get("error", {}).get("code") for each in told] == ["unknown", "unreadable", None]
    assert all(each["error"]["text"].endswith(".") for each in told[:2])
    assert all(each["ok"] is False and each["lines"] == [] for each in told)


def test_an_unreadable_picture_does_not_stop_the_next(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "noise.jpg").write_bytes(b"\xff\xd8\xff\xe0 and nothing more")
    paths = [str(tmp_path / "noise.jpg"), str(folder / "081000-clean.jpg")]
    code, told = answers(paths, capsys)
    assert code == 1
    assert [each["ok"] for each in told] == [False, True]


def test_without_pictures_the_usage_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read"]) == 2
    assert "name pictures to read" in capsys.readouterr().err


def test_an_evaluation_counts_by_kind(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", "--evaluate", str(folder)]) == 0
    said = capsys.readouterr().out
    assert said.splitlines()[0].split()[:4] == ["kind", "pictures", "exact", "ok"]
    assert "clean" in said
    code, (counted,) = answers(["--evaluate", str(folder)], capsys)
    assert code == 0
    assert counted["all"]["pictures"] == 1
    assert counted["clean"]["exact"] == 1
    assert counted["clean"]["silent"] == 0


def test_an_evaluation_sees_a_silent_error(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    truth = json.loads((folder / "081000-clean.json").read_text())
    truth["lines"][1] = truth["lines"][1][:-1] + "?"
    (tmp_path / "one.json").write_text(json.dumps(truth))
    (tmp_path / truth["file"]).write_bytes((folder / truth["file"]).read_bytes())
    _code, (counted,) = answers(["--evaluate", str(tmp_path)], capsys)
    assert counted["all"]["silent"] == 1
    assert counted["all"]["exact"] == 0


def test_a_folder_without_truth_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["read", "--evaluate", str(tmp_path)]) == 2
    assert "no picture with a JSON of its truth" in capsys.readouterr().err
