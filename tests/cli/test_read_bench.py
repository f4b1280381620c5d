"""The bench of reading counts what it says: exact, silent, wrong names."""

from dataclasses import replace

import pytest

from moeli.cli.benches import read as bench
from moeli.cli.benches.read import Reading
from moeli.reading import Judged
from moeli.specimens import draw


@pytest.fixture(scope="module")
def right() -> Reading:
    told = bench.reading_of(draw(82_000, format="TD3"), "clean")
    assert told.ok
    return told


def altered(right: Reading, line: int) -> Reading:
    """The same reading, had other lines been printed."""
    printed = list(right.printed)
    printed[line] = printed[line][:-1] + "?"
    return right._replace(printed=tuple(printed))


def test_a_right_reading_is_exact_and_not_silent(right: Reading) -> None:
    assert right.exact
    assert right.numbers_exact
    assert not right.wrong_name
    assert right.milliseconds > 0


def test_a_wrong_number_at_ok_is_silent(right: Reading) -> None:
    row = bench._row("clean", [right, altered(right, 1)])
    assert row["silent"] == 1
    assert row["exact"] == row["numbers exact"] == "50.0%"
    assert row["ok"] == "100.0%"


def test_a_wrong_name_counts_only_where_it_was_said_to_be_witnessed(right: Reading) -> None:
    assert isinstance(right.judged, Judged)
    for witnessed in (True, False):
        judged = replace(right.judged, name_witnessed=witnessed)
        wrong = altered(right._replace(judged=judged), 0)
        assert wrong.numbers_exact
        assert wrong.wrong_name is witnessed
        assert bench._row("clean", [wrong, wrong])["silent"] == 0


def test_nothing_found_is_neither_exact_nor_silent(right: Reading) -> None:
    none = right._replace(judged=None)
    assert not none.exact
    assert bench._row("clean", [none, none])["silent"] == 0


def test_every_kind_has_its_row_and_the_seed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench, "KINDS", {"far": bench.KINDS["far"]})
    told = bench.run(quick=True)
    assert isinstance(told["rows"], list)
    assert [row["kind"] for row in told["rows"]] == ["far", "all"]
    assert "seeds from" in str(told["data"])
