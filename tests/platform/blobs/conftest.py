"""Surroundings of the tests of files: a home folder of their own, an officer, a job's run."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings


@dataclass
class Officer:
    """Someone who acts; the journal knows the id alone."""

    id: str = "officer-1"

    def may(self, action: str, place: str = "") -> bool:
        return True


@dataclass
class Run:
    """One attempt at a job; remembers what was told of its progress."""

    arguments: Mapping[str, Any] = field(default_factory=dict)
    cursor: Mapping[str, Any] = field(default_factory=dict)
    told: list[int] = field(default_factory=list)

    def progress(
        self, done: int, total: int | None = None, cursor: Mapping[str, Any] | None = None
    ) -> None:
        self.told.append(done)


@pytest.fixture(autouse=True)
def home(settings: Settings, tmp_path: Path) -> Path:
    """A home folder in which no file lies yet."""
    settings.MOELI_HOME = tmp_path / "home"
    settings.MOELI_HOME.mkdir()
    settings.MOELI_ANCHOR_COPY = tmp_path / "elsewhere" / "anchors.jsonl"
    return settings.MOELI_HOME


@pytest.fixture
def officer() -> Officer:
    return Officer()


@pytest.fixture
def run() -> Run:
    return Run()
