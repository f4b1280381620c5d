"""A home from before, an offline key, a folder for copies."""

from pathlib import Path
from typing import NamedTuple

import pytest

from moeli.operations.copies import recipients
from moeli.operations.copies.backup import Installation, Written, back_up
from moeli.operations.copies.sqlite import SqliteStore
from tests import old_home


class House(NamedTuple):
    """An installation, where its copies go, and the key that opens them."""

    saved: Installation
    copies: Path
    key: Path
    public: str

    @property
    def home(self) -> Path:
        return self.saved.home

    def save(self, keep: int = 9) -> Written:
        return back_up(saved=self.saved, to=self.copies, public=self.public, keep=keep)


@pytest.fixture
def house(tmp_path: Path) -> House:
    home = old_home.unpack(tmp_path / "home")
    copies = tmp_path / "copies"
    copies.mkdir()
    key = tmp_path / "offline.key"
    store = SqliteStore(home / "moeli.sqlite3")
    saved = Installation(home, store, home / "second-place" / "anchors.jsonl")
    return House(saved, copies, key, recipients.new_key(key))
