"""A house with two acts that need approval, people with accounts, and the hour."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from moeli.platform import clock, room
from moeli.platform.access.actor import Actor, Scope
from moeli.platform.access.models import User
from moeli.platform.room import ApprovalKind

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
ENDS = timedelta(hours=8)
KINDS = {
    "two": ApprovalKind("two", "Open the vault", 2, "vault.ask", "vault.decide", ENDS),
    "one": ApprovalKind("one", "Unlock", 1, "unlock.ask", "unlock.decide", ENDS),
}
ALL = frozenset({"vault.ask", "vault.decide", "unlock.ask", "unlock.decide", "approval.read"})


def someone(actions: frozenset[str] = ALL, place: str = "", name: str = "Lineo") -> Actor:
    """A person with an account; at `place`, her actions hold there only."""
    user = User.objects.create(
        username=f"p{User.objects.count()}", name=name, agency="immigration", added_at=NOW
    )
    return Actor(str(user.id), name, place, grants=(Scope("test", place, actions),))


def same_person(actor: Actor, *, role: str) -> Actor:
    """The same account in another role."""
    return Actor(actor.id, actor.name, grants=(Scope(role, "", ALL),))


@pytest.fixture(autouse=True)
def kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "approval_kinds", lambda: KINDS)


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    with clock.standing_still(NOW):
        yield
