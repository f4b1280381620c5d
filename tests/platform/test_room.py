"""Rooms show their faces and meet only through them."""

from dataclasses import dataclass

import pytest

from moeli.platform import room
from moeli.platform.room import Listener, MenuEntry, Room, Verb


@dataclass
class Someone:
    """An actor with a fixed set of actions."""

    actions: frozenset[str]
    id: str = "someone"

    def may(self, action: str, place: str = "") -> bool:
        return action in self.actions


def _nothing(_recorded: object) -> None:
    """Hears and does nothing."""


LISTENER = Listener("gate.opened", _nothing)
YARD = Room(
    "yard",
    menu=(MenuEntry("Late", "late", "gate.open", 90), MenuEntry("Early", "early", "gate.open", 10)),
    verbs=(Verb("gate.opened", "Opened", lambda _: "Opened"),),
)
STREET = Room("street", menu=(MenuEntry("Walk", "walk", "street.walk"),), listeners=(LISTENER,))


@pytest.fixture
def small_house(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "rooms", lambda: (YARD, STREET))


@pytest.mark.usefixtures("small_house")
def test_the_menu_holds_what_the_actor_may_do_in_its_order() -> None:
    labels = [entry.label for entry in room.menu(Someone(frozenset({"gate.open"})))]
    assert labels == ["Early", "Late"]
    assert list(room.menu(Someone(frozenset()))) == []


@pytest.mark.usefixtures("small_house")
def test_a_listener_hears_another_room_by_the_verb_alone() -> None:
    assert room.listeners.__wrapped__("gate.opened") == (LISTENER,)
    assert room.listeners.__wrapped__("gate.shut") == ()


def test_the_installed_rooms_are_found_by_their_faces() -> None:
    codes = [each.code for each in room.rooms()]
    assert {"journal", "vault", "access"} <= set(codes)
    assert "record.read" in room.verbs()
