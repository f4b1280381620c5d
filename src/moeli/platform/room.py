"""The registry of rooms: what each room shows to the house.

A room is an installed app under `moeli` with a module `room.py` that holds one `ROOM`. Rooms that
may not import each other meet here: by the menu, by actions, by the verbs of the journal.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Protocol
from uuid import UUID

from django.conf import settings
from django.utils.functional import Promise

Text = str | Promise


class Actor(Protocol):
    """Whoever acts: a signed-in person, a device, the system itself."""

    @property
    def id(self) -> str:
        """The id by which the journal names the actor; never a name."""

    def may(self, action: str, place: str = "") -> bool:
        """Whether the actor may do `action` at `place` now."""


@dataclass(frozen=True, slots=True)
class Action:
    """Something a role can be allowed to do, e.g. `crossing.decide`."""

    code: str
    label: Text


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A page that the menu offers to those who may do `action`; `hint` says what it is for."""

    label: Text
    url_name: str
    action: str
    order: int = 50
    hint: Text = ""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A journal entry with its body open: what renderers, projectors and listeners receive."""

    id: UUID
    node: UUID
    verb: str
    actor: str
    subject: str
    place: str
    occurred_at: datetime
    recorded_at: datetime
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Verb:
    """A kind of journal entry.

    `render` says in a sentence what happened, without personal data. `project` writes the rows
    that the entry stands for; done twice it changes nothing. A verb that only witnesses (a read,
    a sign-in) has no projector.
    """

    name: str
    label: Text
    render: Callable[[Recorded], str]
    project: Callable[[Recorded], None] | None = None


@dataclass(frozen=True, slots=True)
class Listener:
    """A room's answer to another room's verb, inside the same transaction: it only writes rows."""

    verb: str
    hear: Callable[[Recorded], None]
    on_import: bool = False


@dataclass(frozen=True, slots=True)
class RetentionClass:
    """How long a kind of record is kept and why; `days` is None while no rule is verified."""

    code: str
    label: Text
    days: int | None
    source: str


@dataclass(frozen=True, slots=True)
class Room:
    """The face of a room."""

    code: str
    menu: tuple[MenuEntry, ...] = ()
    actions: tuple[Action, ...] = ()
    verbs: tuple[Verb, ...] = ()
    listeners: tuple[Listener, ...] = ()
    retention: tuple[RetentionClass, ...] = ()


@cache
def rooms() -> tuple[Room, ...]:
    """Every installed room, in the order of INSTALLED_APPS."""
    packages = [app.split(".apps.")[0] for app in settings.INSTALLED_APPS]
    faces = [f"{package}.room" for package in packages if package.startswith("moeli.")]
    return tuple(import_module(face).ROOM for face in faces if find_spec(face))


def menu(actor: Actor) -> Iterator[MenuEntry]:
    """The menu entries open to `actor`, in their order."""
    entries = [entry for room in rooms() for entry in room.menu if actor.may(entry.action)]
    return iter(sorted(entries, key=lambda entry: entry.order))


@cache
def actions() -> Mapping[str, Action]:
    """Every action by its code."""
    return {action.code: action for room in rooms() for action in room.actions}


@cache
def verbs() -> Mapping[str, Verb]:
    """Every journal verb by its name."""
    return {verb.name: verb for room in rooms() for verb in room.verbs}


@cache
def retention_classes() -> Mapping[str, RetentionClass]:
    """Every retention class by its code."""
    return {each.code: each for room in rooms() for each in room.retention}


@cache
def listeners(verb: str) -> tuple[Listener, ...]:
    """Who hears `verb`, in the order of the rooms."""
    return tuple(each for room in rooms() for each in room.listeners if each.verb == verb)
