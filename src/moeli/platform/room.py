"""The registry of rooms: what each room shows to the house.

A room is an installed app under `moeli` with a module `room.py` that holds one `ROOM`. Rooms that
may not import each other meet here: by the menu, by actions, by the verbs of the journal.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Protocol
from uuid import UUID

from django.conf import settings

# What rooms say about channels is read from here, as all that they declare.
from moeli.platform.channels import PublicationChange as PublicationChange
from moeli.platform.channels import PublicationFamily as PublicationFamily
from moeli.platform.channels import PublicationKind as PublicationKind
from moeli.platform.channels import PublicationProblem as PublicationProblem
from moeli.platform.channels import Text as Text


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


class Reach(StrEnum):
    """On which nodes the projector of a verb writes its rows. The entry itself always goes up.

    Whoever owns a record decides (DESIGN: one owner per record): a booth or a lock-out belongs to
    its NODE alone; a crossing is a post's, and headquarters has it too: UP; an account or a list
    is headquarters', and posts have it too: DOWN. A post's entry of a DOWN verb changes nothing at
    headquarters. What declares nothing stays on its node.
    """

    NODE = "node"
    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Verb:
    """A kind of journal entry.

    `render` says in a sentence what happened, without personal data. `project` writes the rows
    that the entry stands for; done twice it changes nothing. A verb that only witnesses (a read,
    a sign-in) has no projector. `reach` says where else than on its own node it projects.
    `project_many` writes the same rows as `project` for entries that follow one another, of all
    verbs that name the same function: a post sends them, and drawn history has them, by the
    hundred. `rows_first` says of which entries of this node the rows are written before a place in
    the chain is taken: nobody waits for the chain meanwhile. They must be new rows only, for a row
    that another transaction may hold while it waits for the chain would be waited for in a ring.
    """

    name: str
    label: Text
    render: Callable[[Recorded], str]
    project: Callable[[Recorded], None] | None = None
    reach: Reach = Reach.NODE
    project_many: Callable[[Sequence[Recorded]], None] | None = None
    rows_first: Callable[[Recorded], bool] = lambda _recorded: False


ANY_VERB = "*"


@dataclass(frozen=True, slots=True)
class Listener:
    """A room's answer to another room's verb, inside the same transaction: it only writes rows.

    With `on_import` it also hears entries of other nodes, where the verb's reach projects them.
    With `verb` ANY_VERB it hears each verb that it `wants`, which is asked once a process.
    """

    verb: str
    hear: Callable[[Recorded], None]
    on_import: bool = False
    wants: Callable[[str], bool] = lambda _verb: True

    def hears(self, verb: str) -> bool:
        """Whether it answers entries of `verb`."""
        return self.verb == verb or (self.verb == ANY_VERB and self.wants(verb))


class JobCancelledError(Exception):
    """Somebody asked the job to stop; raised by `JobRun.progress`, after the progress is kept."""


class JobRun(Protocol):
    """One attempt at a job, as the job's function sees it."""

    @property
    def arguments(self) -> Mapping[str, Any]:
        """What the job was asked to do (JSON values, no personal data)."""

    @property
    def cursor(self) -> Mapping[str, Any]:
        """What the last `progress` of an earlier attempt kept; empty at the first."""

    def progress(
        self, done: int, total: int | None = None, cursor: Mapping[str, Any] | None = None
    ) -> None:
        """Keep how far the job is, so that it resumes from `cursor` after kill -9.

        Call it inside the transaction of the step it reports: both are kept, or neither. Raises
        JobCancelledError when somebody cancelled.
        """


@dataclass(frozen=True, slots=True)
class Job:
    """Long work outside a request: run at least once, so each step must bear being repeated.

    `action` is what a person needs to see, start or cancel it; `every` makes it a schedule that
    runs once after an outage, however many turns were missed.
    """

    name: str
    label: Text
    run: Callable[[JobRun], None]
    action: str
    every: timedelta | None = None
    attempts: int = 5


@dataclass(frozen=True, slots=True)
class Agent:
    """A process of its own that looks at something outside all day: a folder, a gate, a camera.

    `look` is one round, cheap where there is nothing to do. It may be killed at any point and is
    then done again; between two steps it asks `stopping`, its argument, and ends early when told.
    `rest` passes between two rounds. The agent is on where the Django setting `setting` says so.
    """

    name: str
    label: Text
    look: Callable[[Callable[[], bool]], None]
    rest: timedelta
    setting: str


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """Something a role must be told, without personal data: `sentence` says it and what to do.

    A notice goes to the holders of `role` at its place, one per cause until acknowledged, and on
    to `escalate_to` when nobody has after `escalate_after`. With `verb`, each entry of that verb
    raises it; with `settled_by`, an entry of that verb on the same subject settles it.
    """

    code: str
    sentence: Text
    role: str
    escalate_to: str = ""
    escalate_after: timedelta | None = None
    verb: str = ""
    settled_by: str = ""


@dataclass(frozen=True, slots=True)
class Gauge:
    """A figure of the house for /metrics: `read` gives (label, value) pairs when somebody looks.

    It never counts persons, and no label names one.
    """

    name: str
    help: str
    read: Callable[[], Iterable[tuple[str, float]]]
    label: str = "part"


@dataclass(frozen=True, slots=True)
class ApprovalKind:
    """An act that needs `needed` other people: who may ask for it and who may decide.

    An approval ends `expires_after` it was asked, used or not. `look` leads from the subject of
    an approval to the page on which the people who decide see what they decide about. `notice` is
    the notice kind that tells them that something waits.
    """

    code: str
    label: Text
    needed: int
    ask: str
    decide: str
    expires_after: timedelta
    look: Callable[[str], str] | None = None
    notice: str = ""


@dataclass(frozen=True, slots=True)
class RetentionClass:
    """How long a kind of record is kept and why; `days` is None while no rule is verified."""

    code: str
    label: Text
    days: int | None
    source: str


@dataclass(frozen=True, slots=True)
class Room:
    """The face of a room.

    `key_destroyed` hears, in the transaction, whose keys (subject, scope) the keyring destroys.
    """

    code: str
    menu: tuple[MenuEntry, ...] = ()
    actions: tuple[Action, ...] = ()
    verbs: tuple[Verb, ...] = ()
    listeners: tuple[Listener, ...] = ()
    retention: tuple[RetentionClass, ...] = ()
    jobs: tuple[Job, ...] = ()
    agents: tuple[Agent, ...] = ()
    notices: tuple[NoticeKind, ...] = ()
    gauges: tuple[Gauge, ...] = ()
    approvals: tuple[ApprovalKind, ...] = ()
    publications: tuple[PublicationKind, ...] = ()
    families: tuple[PublicationFamily, ...] = ()
    key_destroyed: Callable[[str, str], None] | None = None


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
def jobs() -> Mapping[str, Job]:
    """Every job by its name."""
    return {each.name: each for room in rooms() for each in room.jobs}


@cache
def agents() -> Mapping[str, Agent]:
    """Every agent by its name, switched on or not."""
    return {each.name: each for room in rooms() for each in room.agents}


def agents_on() -> tuple[Agent, ...]:
    """The agents that the settings of this node switch on."""
    return tuple(each for each in agents().values() if getattr(settings, each.setting))


@cache
def notice_kinds() -> Mapping[str, NoticeKind]:
    """Every kind of notice by its code."""
    return {each.code: each for room in rooms() for each in room.notices}


@cache
def approval_kinds() -> Mapping[str, ApprovalKind]:
    """Every act that needs several people, by its code."""
    return {each.code: each for room in rooms() for each in room.approvals}


@cache
def publication_kinds() -> Mapping[str, PublicationKind]:
    """Every channel that is always there, by its code."""
    return {each.code: each for room in rooms() for each in room.publications}


@cache
def publication_families() -> Mapping[str, PublicationFamily]:
    """Every family of channels by its prefix."""
    return {each.prefix: each for room in rooms() for each in room.families}


def publication_kind(channel: str) -> PublicationKind | None:
    """The kind of any channel, also of one of a family; None for what no room declares."""
    prefix, _dot, name = channel.partition(".")
    family = publication_families().get(prefix)
    return publication_kinds().get(channel) or (family.kind(name) if family else None)


@cache
def listeners(verb: str) -> tuple[Listener, ...]:
    """Who hears `verb`, in the order of the rooms."""
    return tuple(each for room in rooms() for each in room.listeners if each.hears(verb))


def gauges() -> Iterator[Gauge]:
    """Every room's figures."""
    return (gauge for room in rooms() for gauge in room.gauges)
