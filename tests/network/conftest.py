"""Headquarters as the tests' own node, with a yard that has gates; posts that send to it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from pytest_django import Settings

from moeli.network.room import ROOM as NETWORK
from moeli.network.wire.frames import Frame
from moeli.platform import node, room
from moeli.platform.journal.room import ROOM as JOURNAL
from moeli.platform.node import Role
from moeli.platform.room import Listener, Reach, Recorded, Room, Verb
from tests.network import sender
from tests.network.sender import Sender

FOR_EVER = datetime(2999, 1, 1, tzinfo=UTC)


@dataclass
class Yard:
    """A room whose gates count how often each was opened: twice is one time too many."""

    poison: set[str] = field(default_factory=set)
    raising: type[BaseException] = ZeroDivisionError
    heard: list[str] = field(default_factory=list)
    heard_on_import: list[str] = field(default_factory=list)

    def room(self) -> Room:
        verbs = (
            Verb("gate.opened", "Opened", lambda _: "Opened", self._open, Reach.UP),
            Verb("gate.oiled", "Oiled", lambda _: "Oiled", self._open),
            Verb("gate.ordered", "Ordered", lambda _: "Ordered", self._open, Reach.DOWN),
        )
        listeners = (
            Listener("gate.opened", lambda each: self.heard.append(each.subject)),
            Listener("gate.opened", lambda each: self.heard_on_import.append(each.subject), True),
        )
        return Room("yard", verbs=verbs, listeners=listeners)

    def _open(self, recorded: Recorded) -> None:
        if recorded.subject in self.poison:
            raise self.raising
        count = Session(session_key=recorded.subject, session_data="0", expire_date=FOR_EVER)
        kept = Session.objects.filter(session_key=recorded.subject).first() or count
        kept.session_data = str(int(kept.session_data) + 1)
        kept.save()


def as_post(monkeypatch: pytest.MonkeyPatch, port: str = "MSB") -> node.Node:
    """Let this node be a post for the rest of the test."""
    post = replace(node.current(), role=Role.POST, port=port)
    monkeypatch.setattr(node, "current", lambda: post)
    return post


def opened() -> dict[str, int]:
    """How often each gate was opened."""
    rows = Session.objects.values_list("session_key", "session_data")
    return {gate: int(count) for gate, count in rows}


@pytest.fixture
def yard(monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path) -> Iterator[Yard]:
    """A house of three rooms."""
    yard = Yard()
    faces = (JOURNAL, NETWORK, yard.room())
    monkeypatch.setattr(room, "rooms", lambda: faces)
    settings.MOELI_ANCHOR_COPY = tmp_path / "elsewhere" / "anchors.jsonl"
    _forget()
    yield yard
    _forget()


@pytest.fixture
def post(yard: Yard) -> Sender:
    """A post at Maseru Bridge that headquarters has admitted, with three entries."""
    del yard
    post = Sender()
    post.admitted()
    for number in (1, 2, 3):
        post.record("gate.opened", f"gate-{number}")
    return post


@pytest.fixture
def take(tmp_path: Path) -> Callable[..., list[sender.services.Taken]]:
    """Imports a file of frames at headquarters."""

    def taken(*frames: Frame) -> list[sender.services.Taken]:
        return sender.imported(tmp_path / "post.batches", *frames)

    return taken


def _forget() -> None:
    for each in (room.verbs, room.listeners, room.notice_kinds):
        each.cache_clear()
