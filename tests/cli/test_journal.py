"""`./moeli journal`: what it says, and with which exit code it says it."""

import json
from pathlib import Path

import pytest
from django.db import connection, transaction
from pytest_django import Settings

from moeli.cli import main
from moeli.platform.journal import guard
from moeli.platform.journal.models import Entry
from moeli.platform.journal.services import NewEntry, record_all

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _recorded(settings: Settings, tmp_path: Path) -> None:
    settings.MOELI_ANCHOR_COPY = tmp_path / "anchors.jsonl"
    body = {"purpose": "hit", "ids": ["a"]}
    with transaction.atomic():
        record_all(
            NewEntry(verb="record.read", actor=f"officer-{number}", subject="a", body=body)
            for number in range(3)
        )


def said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    code = main(["journal", *words])
    return code, capsys.readouterr().out


def test_a_sound_chain_answers_0_and_says_that_nothing_is_anchored(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, text = said(capsys, "verify")
    assert code == 0
    assert "3 entries" in text
    assert "No anchor: nothing is proved" in text


def test_what_follows_the_anchor_is_counted(capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "anchor")[0] == 0
    said(capsys, "show")
    text = said(capsys, "verify")[1]
    assert "Last anchor: entry 3" in text
    assert "The 1 entries after it are linked, but cannot be proved" in text


def test_a_changed_entry_answers_1_and_names_the_place(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with guard.lifted(connection):
        Entry.objects.filter(sequence=2).update(actor="someone-else")
    code, text = said(capsys, "verify")
    assert code == 1
    assert "FOUND at 2: entry 2 was changed" in text


def test_a_machine_reads_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    code, text = said(capsys, "verify", "--json")
    told = json.loads(text)
    assert code == 0
    assert (told["entries"], told["sound"], told["unproved"]) == (3, True, 3)


def test_a_second_place_out_of_reach_answers_1(
    capsys: pytest.CaptureFixture[str], settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    settings.MOELI_ANCHOR_COPY = tmp_path / "file" / "anchors.jsonl"
    code, text = said(capsys, "anchor")
    assert code == 1
    assert "second place cannot be written" in text


def test_showing_is_recorded_and_shows_the_last_ones_oldest_first(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, text = said(capsys, "show", "--last", "2")
    assert code == 0
    assert [int(line.split()[0]) for line in text.splitlines()] == [2, 3]
    assert Entry.objects.in_order().last().verb == "record.read"
    assert Entry.objects.count() == 4
