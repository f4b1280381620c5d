"""Surroundings of the tests of packs: a home folder of their own and a place to hand over to."""

from pathlib import Path

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def home(settings: Settings, tmp_path: Path) -> Path:
    settings.MOELI_HOME = tmp_path / "home"
    settings.MOELI_HOME.mkdir()
    settings.MOELI_ANCHOR_COPY = tmp_path / "elsewhere" / "anchors.jsonl"
    return settings.MOELI_HOME


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A medium on which a pack is handed over."""
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"
