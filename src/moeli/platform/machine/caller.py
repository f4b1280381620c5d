"""Who stands at the door: a device and, where an officer lent it her name, that officer."""

from dataclasses import dataclass
from uuid import UUID

from moeli.platform.access.actor import Actor, Scope
from moeli.platform.errors import MoeliError
from moeli.platform.machine.errors import DoorError
from moeli.platform.machine.profiles import Profile

_OF_A_MACHINE = frozenset({"inspection.open"})
"""What a machine may do in its own name, as far as its profile lets it: never decide."""


@dataclass(frozen=True, slots=True)
class KnownDevice:
    """A device that proved itself by its token."""

    id: UUID
    place: str
    desk: str
    name: str
    profile: Profile

    def actor(self) -> Actor:
        """The machine by itself, at its place and nowhere else."""
        actions = _OF_A_MACHINE & self.profile.operations
        scope = Scope(f"device:{self.profile.id}", self.place, actions)
        return Actor(str(self.id), self.name, self.place, grants=(scope,))


@dataclass(frozen=True, slots=True)
class Lender:
    """The officer who lent her name, and by which delegation."""

    actor: Actor
    delegation: UUID


@dataclass(frozen=True, slots=True)
class Caller:
    """A device at the door; `body` is what it sent, read as JSON."""

    device: KnownDevice
    lender: Lender | None = None
    body: object = None

    @property
    def actor(self) -> Actor:
        """Whoever acts: the officer whose name was lent, else the machine."""
        return self.lender.actor if self.lender else self.device.actor()

    def person(self) -> Lender:
        """The officer. Raises MoeliError `person_needed` when nobody lent her name."""
        if self.lender is None:
            raise MoeliError(DoorError.PERSON_NEEDED)
        return self.lender
