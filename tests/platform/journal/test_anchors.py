"""Anchors are signed after the commit, and a second place out of reach never stops the desk."""

import json
import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django import Settings

from moeli.platform import node
from moeli.platform.journal import anchors, chain, second_place
from moeli.platform.journal.models import Anchor, Entry
from moeli.platform.journal.report import described
from moeli.platform.journal.verify import verify
from tests.platform.journal.house import record_many, record_one

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_engines]
FULL = Path("/dev/full")


@pytest.fixture
def unreachable(settings: Settings, tmp_path: Path) -> Path:
    """A second place that cannot be made: a file lies where its folder should be."""
    (tmp_path / "file").write_text("in the way")
    settings.MOELI_ANCHOR_COPY = tmp_path / "file" / "anchors.jsonl"
    return settings.MOELI_ANCHOR_COPY


def test_nothing_is_anchored_while_nothing_is_recorded() -> None:
    assert anchors.anchor_now() is None


def test_each_hundredth_entry_is_anchored_and_copied() -> None:
    record_many(99)
    assert not Anchor.objects.exists()
    record_many(2)
    anchor = Anchor.objects.get()
    assert anchor.sequence == 101
    assert anchor.copied_at


@pytest.fixture
def by_a_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a process that answers requests."""
    monkeypatch.setattr(anchors, "_asked", None)
    anchors.leave_to_a_thread()


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.01)


@pytest.mark.usefixtures("by_a_thread")
def test_where_requests_are_answered_nobody_waits_for_the_second_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reached, let_go, append = threading.Event(), threading.Event(), second_place.append

    def slow(waiting: list[Anchor]) -> None:
        reached.set()
        assert let_go.wait(30)
        append(waiting)

    monkeypatch.setattr(second_place, "append", slow)
    record_many(100)
    assert reached.wait(30)
    record_many(100)  # returns, although the second place does not
    let_go.set()
    until(lambda: _copied() == [100, 200])
    assert verify().sound


@pytest.mark.usefixtures("by_a_thread")
def test_the_thread_that_anchors_outlives_what_it_met(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with monkeypatch.context() as broken, caplog.at_level(logging.WARNING):
        broken.setattr(anchors, "copy_uncopied", lambda: 1 / 0)
        record_many(100)
        until(lambda: "journal.anchor_failed" in caplog.text)
    record_many(100)
    until(lambda: _copied() == [100, 200])


def _copied() -> list[int]:
    copied = Anchor.objects.exclude(copied_at=None).order_by("sequence")
    return list(copied.values_list("sequence", flat=True))


def test_the_signature_covers_node_place_digest_and_time() -> None:
    record_many(3)
    anchor = anchors.anchor_now()
    assert anchor
    statement = chain.anchor_statement(
        anchor.node, anchor.epoch, 3, bytes(anchor.digest), anchor.signed_at
    )
    node.current().public_key.verify(bytes(anchor.signature), statement)


def test_anchoring_twice_at_the_same_entry_makes_one_anchor(second_place: Path) -> None:
    record_one()
    anchors.anchor_now()
    anchors.anchor_now()
    assert Anchor.objects.count() == len(second_place.read_text().splitlines()) == 1


def test_the_second_place_names_ids_and_digests_only(second_place: Path) -> None:
    record_one()
    anchors.anchor_now()
    names = {"node", "epoch", "sequence", "digest", "signed_at", "signature", "public_key"}
    assert set(json.loads(second_place.read_text())) == names


def test_the_commit_stands_while_the_second_place_is_out_of_reach(
    unreachable: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        record_many(100)
    assert Entry.objects.count() == 100
    assert Anchor.objects.get().copied_at is None
    assert "journal.anchor_failed" in caplog.text
    assert "NOT copied" in described(verify())[-1]


@pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")
def test_the_commit_stands_while_the_disk_of_the_second_place_is_full(settings: Settings) -> None:
    settings.MOELI_ANCHOR_COPY = FULL
    record_many(100)
    assert Anchor.objects.get().copied_at is None


def test_the_next_anchor_takes_the_waiting_one_along(unreachable: Path, settings: Settings) -> None:
    record_many(100)
    settings.MOELI_ANCHOR_COPY = unreachable.parent.with_name("mended.jsonl")
    record_many(100)
    kept = [json.loads(text)["sequence"] for _number, text in second_place.lines()]
    assert kept == [100, 200]
    assert not Anchor.objects.filter(copied_at=None).exists()
    assert verify().sound


def test_anchoring_by_hand_says_that_the_second_place_is_out_of_reach(unreachable: Path) -> None:
    record_one()
    with pytest.raises(FileExistsError):
        anchors.anchor_now()
    assert Anchor.objects.get().copied_at is None


def test_a_line_torn_by_a_power_cut_is_no_damage_once_it_is_copied_again(
    second_place: Path,
) -> None:
    record_one()
    anchors.anchor_now()
    second_place.write_bytes(second_place.read_bytes()[:40])
    Anchor.objects.update(copied_at=None)
    assert verify().sound
    anchors.copy_uncopied()
    assert len(second_place.read_text().splitlines()) == 2
    assert verify().sound


def test_a_second_place_that_cannot_be_read_is_a_finding(second_place: Path) -> None:
    record_one()
    anchors.anchor_now()
    second_place.unlink()
    second_place.mkdir()
    assert "copy_unreadable" in {each.code for each in verify().findings}


@pytest.mark.parametrize("text", [b"", b"[]", b"null", b'{"node": 7}', b"[" * 5000, b"\xff"])
def test_any_line_that_is_no_anchor_is_damaged_and_raises_nothing(text: bytes) -> None:
    assert second_place.from_line(text) is None


def test_a_line_gives_the_anchor_back() -> None:
    record_one()
    anchor = anchors.anchor_now()
    assert anchor
    again = second_place.from_line(second_place.line(anchor))
    assert again
    assert second_place.line(again) == second_place.line(anchor)
