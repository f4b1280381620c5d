"""The scene that somebody is playing: kept in her session as a code and a seed, drawn from them.

Nothing is kept of how well anybody did: practice never counts against an officer.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.contrib.sessions.backends.base import SessionBase

from moeli.practice import travellers
from moeli.practice.scenes import Scene, scenes
from moeli.practice.travellers import Traveller

_KEY = "practice.hand"


@dataclass(frozen=True, slots=True, eq=False)
class Hand:
    """A scene with the travellers drawn for it; known by itself, since a scene holds mappings."""

    scene: Scene
    seed: int
    travellers: tuple[Traveller, ...]


def keep(session: SessionBase, hand: Hand, day: date) -> None:
    """From now on this is what is being played."""
    session[_KEY] = {"scene": hand.scene.code, "seed": hand.seed, "day": day.isoformat()}


def held(session: SessionBase) -> Hand | None:
    """What is being played, if anything."""
    return _read(session.get(_KEY))


def end(session: SessionBase) -> None:
    """Nothing is being played any more."""
    session.pop(_KEY, None)


@lru_cache(maxsize=64)
def hand(code: str, seed: int, day: date) -> Hand:
    """The travellers of one scene. Raises KeyError for a scene that there is not."""
    scene = scenes()[code]
    return Hand(scene, seed, travellers.draw(scene, seed, day))


def _read(kept: object) -> Hand | None:
    if not isinstance(kept, Mapping):
        return None
    try:
        return hand(kept["scene"], int(kept["seed"]), date.fromisoformat(kept["day"]))
    except (KeyError, TypeError, ValueError):
        return None
