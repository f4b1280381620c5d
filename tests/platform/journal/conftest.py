"""Surroundings of the journal's tests: a room with verbs, a second place, an officer."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from moeli.platform import room
from moeli.platform.journal.room import ROOM
from tests.platform.journal.house import Heard, Officer


@pytest.fixture(autouse=True)
def heard(monkeypatch: pytest.MonkeyPatch) -> Iterator[Heard]:
    """A house of two rooms: the journal and a yard with gates."""
    heard = Heard()
    faces = (ROOM, heard.room())
    monkeypatch.setattr(room, "rooms", lambda: faces)
    _forget()
    yield heard
    _forget()


@pytest.fixture(autouse=True)
def second_place(settings: Settings, tmp_path: Path) -> Path:
    """A second place of this test's own."""
    settings.MOELI_ANCHOR_COPY = tmp_path / "elsewhere" / "anchors.jsonl"
    return settings.MOELI_ANCHOR_COPY


@pytest.fixture
def officer() -> Officer:
    return Officer()


def _forget() -> None:
    room.verbs.cache_clear()
    room.listeners.cache_clear()
