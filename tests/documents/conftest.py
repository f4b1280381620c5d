"""Surroundings of the tests of pictures: a home folder of their own, an officer, an expert."""

from pathlib import Path

import pytest
from pytest_django import Settings

from moeli.platform.access.actor import Actor
from tests.documents.drawn import acting


@pytest.fixture(autouse=True)
def home(settings: Settings, tmp_path: Path) -> Path:
    settings.MOELI_HOME = tmp_path / "home"
    settings.MOELI_HOME.mkdir()
    return settings.MOELI_HOME


@pytest.fixture
def officer() -> Actor:
    return acting("primary_officer")


@pytest.fixture
def expert() -> Actor:
    return acting("document_examiner")
