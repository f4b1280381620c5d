"""What the doctor says of the second place, the epoch and the clock."""

from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from moeli.platform import clock
from moeli.platform.journal import anchors, checks
from moeli.platform.journal.models import Anchor, Head
from tests.platform.journal.house import record_one


@pytest.mark.django_db
@pytest.mark.both_engines
def test_anchors_that_wait_for_the_second_place_are_told_with_the_way_out() -> None:
    record_one()
    anchors.anchor_now()
    assert checks.anchors_are_copied(databases=["default"]) == []
    Anchor.objects.update(copied_at=None)
    (concern,) = checks.anchors_are_copied(databases=["default"])
    assert concern.id == "moeli.journal.W001"
    assert "1 anchors" in concern.msg
    assert "./moeli journal anchor" in str(concern.hint)


def test_without_a_database_nothing_is_asked_of_it() -> None:
    assert checks.anchors_are_copied() == []


def test_a_second_place_on_the_disk_of_the_home_folder_is_told(
    settings: Settings, tmp_path: Path
) -> None:
    settings.MOELI_HOME, settings.MOELI_ANCHOR_COPY = tmp_path, tmp_path / "not" / "yet" / "made"
    (concern,) = checks.second_place_is_elsewhere()
    assert concern.id == "moeli.journal.W002"


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="no second device to point at")
def test_a_second_place_on_another_device_is_no_concern(settings: Settings, tmp_path: Path) -> None:
    settings.MOELI_HOME, settings.MOELI_ANCHOR_COPY = tmp_path, Path("/proc/none/anchors.jsonl")
    assert checks.second_place_is_elsewhere() == []


@pytest.mark.django_db
@pytest.mark.both_engines
def test_a_node_toml_older_than_the_journal_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    record_one()
    assert checks.node_goes_on_where_it_was(databases=["default"]) == []
    Head.objects.update(epoch=2)
    (refusal,) = checks.node_goes_on_where_it_was(databases=["default"])
    assert refusal.id == "moeli.journal.E003"
    assert refusal.is_serious()
    assert checks.node_goes_on_where_it_was() == []


@pytest.mark.django_db
@pytest.mark.both_engines
@pytest.mark.parametrize(("back", "found"), [(timedelta(days=1), True), (timedelta(0), False)])
def test_a_clock_before_the_last_entry_is_told(back: timedelta, found: bool) -> None:
    record_one()
    with clock.standing_still(clock.now() - back):
        told = checks.node_goes_on_where_it_was(databases=["default"])
    assert [each.id for each in told] == (["moeli.journal.E004"] if found else [])
