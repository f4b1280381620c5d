"""Surroundings of the notices' tests: kinds of their own, people who receive them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest

from moeli.platform import clock, room
from moeli.platform.access.actor import Actor, actor_of
from moeli.platform.access.models import User
from moeli.platform.notices import kinds
from moeli.platform.room import NoticeKind
from tests.signing_in import person

GATE = NoticeKind(
    "gate.stuck",
    "A gate does not move. Look at it.",
    role="shift_supervisor",
    escalate_to="immigration_hq",
    escalate_after=timedelta(minutes=15),
    verb="access.booth_retired",
    settled_by="access.booth_enrolled",
)
LIST = NoticeKind("list.old", "The document list is old. Publish a new one.", role="list_owner")


@dataclass
class Progress:
    """What a job reports, kept for a look."""

    reported: list[tuple[int, int | None]] = field(default_factory=list)
    arguments: dict[str, Any] = field(default_factory=dict)
    cursor: dict[str, Any] = field(default_factory=dict)

    def progress(self, done: int, total: int | None = None, cursor: object = None) -> None:
        self.reported.append((done, total))


@pytest.fixture(autouse=True)
def declared(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A house with two kinds of notices."""
    monkeypatch.setattr(room, "notice_kinds", lambda: {each.code: each for each in (GATE, LIST)})
    forget()
    yield
    forget()


@pytest.fixture
def holder() -> Callable[..., Actor]:
    """Who holds a role at a place."""
    return lambda role, place="": acting(person(role, place))


@pytest.fixture
def run() -> Progress:
    return Progress()


def acting(user: User) -> Actor:
    return actor_of(user, clock.now() + timedelta(seconds=1))


def forget() -> None:
    for each in (kinds.receiving_roles, kinds._raised, kinds._settled, room.listeners):
        each.cache_clear()
