"""A post, headquarters and a bad road, by seed: files are lost, doubled, mixed, forged, changed;
either side dies in the middle. Whatever the road does, each entry acts once and in order.

Three bugs are planted, to show that the simulator would find them.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import Error, transaction

from moeli.network import verification
from moeli.network.models import Peer
from moeli.network.services import taking
from moeli.network.wire.frames import Frame
from moeli.platform.errors import MoeliError
from moeli.platform.journal.models import Entry
from tests.network.conftest import Yard, opened
from tests.network.sender import Sender, imported

STEPS = 6
Step = Callable[["Road"], None]


class Died(BaseException):
    """The machine loses its power in the middle of an import."""


@dataclass
class Road:
    """One run: the post's chain, what it believes acknowledged, the files on their way."""

    seed: int
    yard: Yard
    path: Path
    receipt: Callable[[Frame, Peer], int]
    post: Sender = field(default_factory=Sender)
    files: list[Frame] = field(default_factory=list)
    acknowledged: int = 0

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.post.known()

    def work(self) -> None:
        for _ in range(self.chance.randint(1, 2)):
            self.post.record("gate.opened", f"gate-{len(self.post.chain) + 1}")

    def export(self) -> None:
        self.files.append(self.post.frame(self.post.chain[self.acknowledged :]))

    def lose(self) -> None:
        if self.files:
            self.files.pop(self.chance.randrange(len(self.files)))

    def deliver(self) -> None:
        """Any file that was ever written, perhaps for the second time."""
        if self.files:
            self.bring(self.chance.choice(self.files))

    def deliver_and_die(self) -> None:
        if not self.files:
            return
        frame = self.chance.choice(self.files)
        self.yard.raising, self.yard.poison = Died, {f"gate-{len(self.post.chain)}"}
        try:
            self.bring(frame)
        except Died:
            pass
        finally:
            self.yard.poison = set()

    def tamper(self) -> None:
        if self.files:
            frame = self.chance.choice(self.files)
            changed = bytearray(frame.payload)
            changed[self.chance.randrange(len(changed))] ^= 1 << self.chance.randrange(8)
            self.bring(replace(frame, payload=bytes(changed)))

    def forge(self) -> None:
        """A thief who knows the chain and has no key sends what never happened."""
        thief = replace(self.post, chain=list(self.post.chain), key=Ed25519PrivateKey.generate())
        thief.record("gate.opened", "gate-forged")
        self.bring(thief.frame(thief.chain[self.acknowledged :]))

    def bring(self, frame: Frame) -> None:
        """Import the file; the post hears what headquarters says it has."""
        heard = self.receipt(frame, self.peer)
        try:
            imported(self.path, frame)
        except MoeliError:
            heard = self.acknowledged  # refused: nothing is acknowledged
        finally:
            self.acknowledged = max(self.acknowledged, heard)
        self.acknowledged = max(self.acknowledged, self.peer.sequence)

    @property
    def peer(self) -> Peer:
        return Peer.objects.get(node=self.post.id)

    def check(self) -> None:
        """What must hold at every moment."""
        durable = self.peer.sequence
        assert self.acknowledged <= durable, "acknowledged and not there"
        rows = Entry.objects.filter(node=self.post.id).in_order().values_list("digest", flat=True)
        kept = [bytes(digest) for digest in rows]
        assert kept == [each.digest for each in self.post.chain[:durable]], "another history"
        assert opened() == {f"gate-{n}": 1 for n in range(1, durable + 1)}, "not once each"

    def arrive(self) -> None:
        """The road is good again: one file, and all is there."""
        self.work()
        self.bring(self.post.frame(self.post.chain[self.acknowledged :]))
        assert self.peer.sequence == len(self.post.chain), "not all arrived"


ROAD: tuple[Step, ...] = (
    Road.work,
    Road.export,
    Road.lose,
    Road.deliver,
    Road.deliver,
    Road.deliver_and_die,
    Road.tamper,
    Road.forge,
)


class TakenBackError(Exception):
    """Ends a run and takes back all that it wrote; says what was violated, or nothing."""


def travelled(seed: int, yard: Yard, path: Path, receipt: Callable[[Frame, Peer], int]) -> str:
    """Travel the road of this seed; what was violated, or nothing."""
    try:
        with transaction.atomic():
            raise TakenBackError(violated(Road(seed, yard, path, receipt)))
    except TakenBackError as ended:
        return str(ended)


def violated(road: Road) -> str:
    road.work()
    road.export()
    try:
        for step in road.chance.choices(ROAD, k=STEPS):
            step(road)
            road.check()
        road.arrive()
        road.check()
    except (AssertionError, Error) as violation:
        return str(violation) or type(violation).__name__
    return ""


def durable(_frame: Frame, peer: Peer) -> int:
    return peer.sequence


def at_once(frame: Frame, _peer: Peer) -> int:
    """The bug: headquarters acknowledges what it has begun to read."""
    return verification.statement_of(frame).last


@pytest.mark.django_db
@pytest.mark.parametrize("roads", [30, pytest.param(300, marks=pytest.mark.long)])
def test_on_bad_roads_every_entry_acts_once_and_in_order(
    yard: Yard, tmp_path: Path, roads: int
) -> None:
    """100 roads in the ordinary run, 300 in the long one."""
    violations = {
        seed: found
        for seed in range(roads)
        if (found := travelled(seed, yard, tmp_path / "post.batches", durable))
    }
    assert violations == {}


PLANTED: dict[str, Callable[[pytest.MonkeyPatch], object]] = {
    "no dedupe": lambda patch: patch.setattr(taking, "_new", lambda _p, _b, rows, _f: list(rows)),
    "acknowledged before the commit": lambda patch: patch.setitem(BUGS, "receipt", at_once),
    "no signature check": lambda patch: patch.setattr(
        verification, "_is_signed", lambda _peer, _frame: True
    ),
}
BUGS: dict[str, Callable[[Frame, Peer], int]] = {"receipt": durable}


@pytest.mark.django_db
@pytest.mark.parametrize("bug", PLANTED)
def test_a_planted_bug_is_found(
    yard: Yard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bug: str
) -> None:
    PLANTED[bug](monkeypatch)
    path, receipt = tmp_path / "post.batches", BUGS["receipt"]
    found = [seed for seed in range(30) if travelled(seed, yard, path, receipt)]
    assert len(found) >= 5
