"""What a run is told from outside: the moment, chance, and who is running it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Context:
    """`now` gives an aware moment; `random` 0 ≤ x < 1; `properties` are deviceid, username, …"""

    now: Callable[[], datetime]
    random: Callable[[], float]
    uuid: Callable[[], str]
    properties: Mapping[str, str] = field(default_factory=dict)
