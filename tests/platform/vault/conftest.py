"""Surroundings of the vault's tests: a node with a home, and so with key files, of its own."""

import hashlib
from pathlib import Path

import pytest
from pytest_django import Settings

from moeli.platform import node
from moeli.platform.vault.passphrase import Stretch


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passphrases not stretched, for what does not concern the stretching and is done often."""
    monkeypatch.setattr(Stretch, "key", unstretched)


def unstretched(stretch: Stretch, phrase: str) -> bytes:
    return hashlib.sha256(f"{stretch}{phrase}".encode()).digest()


@pytest.fixture
def home(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.MOELI_HOME = tmp_path
    monkeypatch.setattr(node, "current", lambda: node.load_or_make(tmp_path))
    return tmp_path
