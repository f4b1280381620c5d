"""The bench of reading counts what it says: exact, silent, wrong names, and what peers said."""

import json
import shutil
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
import pytest

import moeli.reading
from moeli.cli.benches import read as bench
from moeli.cli.benches.read import beside, crops
from moeli.cli.benches.read.beside import Peer
from moeli.cli.benches.read.pictures import TODAY, Taken, ours, picture_of, taken
from moeli.cli.benches.read.readings import Reading, row
from moeli.reading import characters
from moeli.reading.images import grey
from moeli.reading.reader import look
from moeli.reading.strips import HEIGHT
from moeli.specimens.camera import KINDS
from moeli.specimens.printers import CUTS
from tests.specimens.drawn import drawn

LINES = ("P<UTOERIKSSON<<ANNA", "L898902C36UTO7408122F")


def read(*lines: str, ok: bool = True, named: bool = True, ms: float = 5.0) -> Reading:
    return Reading(LINES, lines or LINES, ok=ok, named=named, milliseconds=ms)


def peer(text: str, folder: Path) -> Peer:
    """A reader that answers the same of every picture."""
    driver = folder / "look.py"
    driver.write_text(f"import json, sys\njson.load(sys.stdin)\nprint({text!r})\n")
    return Peer("peer", str(driver.with_suffix("")))


@pytest.fixture(scope="module")
def picture() -> Taken:
    return picture_of(drawn(82_000, format="TD3"), "clean")


def test_a_right_reading_is_exact_and_not_silent() -> None:
    assert read().exact
    assert read().numbers_exact
    assert not read().silent
    assert not read().wrong_name


def test_a_wrong_number_at_ok_is_silent_and_only_then() -> None:
    wrong = (LINES[0], LINES[1][:-1] + "M")
    told = row("moeli", "clean", [read(), read(*wrong), read(*wrong, ok=False)])
    assert told["silent"] == 1
    assert told["exact"] == told["line 2 exact"] == "33.3%"
    assert told["ok"] == "66.7%"
    assert told["wrong names"] == 0


def test_a_wrong_name_counts_only_where_it_was_said_to_be_witnessed() -> None:
    wrong = (LINES[0][:-1] + "<", LINES[1])
    told = row("moeli", "clean", [read(*wrong), read(*wrong, named=False)])
    assert told["wrong names"] == 1
    assert told["silent"] == 0


def test_of_three_lines_two_hold_the_numbers() -> None:
    three = ("ONE", "TWO", "NAME")
    assert Reading(three, ("ONE", "TWO", "NEMA"), True, True, 1.0).numbers_exact
    assert Reading(three, ("ENO", "TWO", "NAME"), True, True, 1.0).silent


def test_the_middle_and_the_slowest_are_told() -> None:
    told = row("moeli", "clean", [read(ms=float(each)) for each in range(1, 102)])
    assert (told["p50 ms"], told["p95 ms"]) == (51.0, 96.0)


def test_nothing_found_is_neither_exact_nor_silent(picture: Taken) -> None:
    _done, black = cv2.imencode(".jpg", drawn(82_000, format="TD3").image * 0)
    none = ours(picture._replace(data=black.tobytes()))
    assert not none.exact
    assert not none.ok
    assert none.lines == ()


def test_ours_is_read_from_the_stored_picture(picture: Taken) -> None:
    told = ours(picture)
    assert told.exact
    assert told.ok
    assert told.milliseconds > 0


def test_every_second_specimen_has_a_mixed_number(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bool] = []
    monkeypatch.setattr("moeli.cli.benches.read.pictures.KINDS", {})
    monkeypatch.setattr(
        "moeli.cli.benches.read.pictures.draw", lambda _seed, mixed, cuts: asked.append(mixed)
    )
    assert list(taken(1, 4)) == []
    assert asked == [True, False, True, False]


def test_a_peer_is_ok_where_its_lines_are_valid(picture: Taken, tmp_path: Path) -> None:
    other = drawn(82_001, format="TD3").lines
    for lines, ok, silent in (
        (picture.printed, True, False),
        (other, True, True),
        ((), False, False),
    ):
        asked = peer(json.dumps([{"lines": lines, "ms": 3.0}]), tmp_path)
        (told,) = beside.read_by(asked, [picture], tmp_path)
        assert (told.ok, told.silent) == (ok, silent)
        assert told.exact is (lines == picture.printed)


def test_a_zone_is_cut_out_upright_for_a_peer(picture: Taken) -> None:
    over = cv2.rotate(grey(picture.data), cv2.ROTATE_180)
    _done, turned = cv2.imencode(".jpg", over)
    cut = beside.zone_of(picture._replace(data=turned.tobytes()))
    seen = look(grey(cut.data), TODAY)
    assert seen
    assert seen.judged.lines == picture.printed
    assert abs(seen.angle()) < 3


def test_harsh_lines_are_counted_and_never_silently_wrong_here() -> None:
    told = crops.counted(82_100, 12)
    assert int(str(told["lines"])) >= 12
    assert int(str(told["exact"])) > 0
    assert told["silent"] == 0


@pytest.fixture
def far_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """One kind of picture, so that a run is short."""
    for module in ("moeli.cli.benches.read", "moeli.cli.benches.read.pictures"):
        monkeypatch.setattr(f"{module}.KINDS", {"far": KINDS["far"]})


def told_of(*words: str) -> dict[str, object]:
    """What the bench says when it is asked so."""
    parser = ArgumentParser()
    bench.configure(parser)
    return bench.run(quick=True, arguments=parser.parse_args(["--pictures", "2", *words]))


@pytest.mark.usefixtures("far_alone")
def test_every_kind_has_its_row_and_the_seed_is_told() -> None:
    told = told_of("--seed", "82200")
    rows = told["rows"]
    assert isinstance(rows, Sequence)
    assert [each["kind"] for each in rows] == ["far", "ordinary:", "all"]
    assert "seeds from 82200" in str(told["data"])


@pytest.mark.usefixtures("far_alone")
def test_all_zones_may_be_printed_in_one_cut() -> None:
    assert told_of("--seed", "82200", "--cut", "OCRBS")["cuts of OCR-B"] == "OCRBS"
    one, other = (next(taken(82_200, 1, (cut,))) for cut in CUTS)
    assert one.printed == other.printed
    assert one.data != other.data


@pytest.mark.usefixtures("far_alone")
def test_other_networks_may_be_measured(tmp_path: Path) -> None:
    strip = np.random.default_rng(4).standard_normal((HEIGHT, 400)).astype(np.float32)
    shipped = Path(moeli.reading.__file__).with_name("data")
    expected = characters.chances(strip, characters.WITNESS)
    for name in ("ocrb", "witness"):
        shutil.copy(shipped / "witness.onnx", tmp_path / f"{name}.onnx")
    try:
        told_of("--seed", "82200", "--readers", str(tmp_path))
        assert np.array_equal(characters.chances(strip), expected)
    finally:
        characters.read_with(shipped)
    assert not np.array_equal(characters.chances(strip), expected)
