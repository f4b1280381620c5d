"""A practice desk hands out no card, believes nobody, sends nothing and takes nothing."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from moeli.network import services
from moeli.network.models import Peer
from moeli.platform import node
from moeli.platform.access.actor import SYSTEM
from moeli.platform.journal.models import Entry
from tests.network.sender import Sender
from tests.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def practice(monkeypatch: pytest.MonkeyPatch) -> None:
    """This node is a practice desk for the rest of the test."""
    here = replace(node.current(), practice=True)
    monkeypatch.setattr(node, "current", lambda: here)


def carried() -> dict[str, Callable[[Path], object]]:
    sender = Sender()
    card = sender.card()
    text = card.to_text(sender.key.sign(card.statement()))
    return {
        "card": lambda _path: services.own_card(),
        "admit": lambda _path: services.admit(
            actor=SYSTEM, text=text, fingerprint=card.fingerprint
        ),
        "export": lambda path: services.export(actor=SYSTEM, peer=Peer(), path=path),
        "import": lambda path: list(services.import_file(actor=SYSTEM, path=path)),
    }


@pytest.mark.parametrize("act", ["card", "admit", "export", "import"])
def test_nothing_travels(practice: None, act: str, tmp_path: Path) -> None:
    before = Entry.objects.count()
    with refused("practice_travels"):
        carried()[act](tmp_path / "batches")
    assert list(tmp_path.iterdir()) == []
    assert Entry.objects.count() == before
