"""A half-done run as it is kept: what the engine saved, what was typed and not taken, the times.

Pure but for what the engine is told from outside.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from random import SystemRandom
from typing import Any

from moeli.platform import clock, node
from moeli.platform.ids import uuid7
from moeli.standards import xforms

LARGEST = 2_000_000  # bytes of one half-done run
Typed = Mapping[str, tuple[str, ...]]
_chance = SystemRandom()


@dataclass(frozen=True, slots=True)
class Kept:
    """`saved` is the engine's; `typed` what stands on the page and is no answer yet.

    `times` has seconds by step, `pauses` how long nothing was asked, `backwards` how often the
    clock of this machine was set back meanwhile. `phone` is what a phone said of itself, for a run
    that came from one.
    """

    saved: Mapping[str, Any]
    typed: Typed = field(default_factory=dict)
    times: Mapping[str, float] = field(default_factory=dict)
    pauses: tuple[float, ...] = ()
    backwards: int = 0
    phone: Mapping[str, Any] = field(default_factory=dict)

    def to_bytes(self) -> bytes:
        """As it is sealed."""
        told = {
            "saved": self.saved,
            "typed": self.typed,
            "times": self.times,
            "pauses": self.pauses,
            "backwards": self.backwards,
        }
        if self.phone:
            told["phone"] = self.phone
        return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()

    @classmethod
    def from_bytes(cls, plain: bytes) -> "Kept":
        """What `to_bytes` gave."""
        told = json.loads(plain)
        typed = {path: tuple(words) for path, words in told["typed"].items()}
        return cls(
            told["saved"],
            typed,
            told["times"],
            tuple(told["pauses"]),
            told["backwards"],
            told.get("phone", {}),
        )

    def timed(self, step: str, since: datetime, now: datetime) -> "Kept":
        """With the time that `step` took. A clock that went back adds nothing, and is noted."""
        seconds = (now - since).total_seconds()
        if seconds < 0:
            return replace(self, backwards=self.backwards + 1)
        times = {**self.times, step: round(self.times.get(step, 0.0) + seconds, 1)}
        return replace(self, times=times)

    def paused(self, since: datetime, now: datetime) -> "Kept":
        """With a pause more."""
        seconds = (now - since).total_seconds()
        if seconds < 0:
            return replace(self, backwards=self.backwards + 1)
        return replace(self, pauses=(*self.pauses, round(seconds, 1)))

    @property
    def seconds(self) -> int:
        """How long the steps took together."""
        return round(sum(self.times.values()))


def context() -> xforms.Context:
    """What the engine is told from outside: the moment in Lesotho, chance, this node."""
    return xforms.Context(
        now=lambda: clock.now().astimezone(clock.MASERU),
        random=_chance.random,
        uuid=lambda: str(uuid7()),
        properties={"deviceid": str(node.current().id)},
    )
