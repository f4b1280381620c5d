"""The scenes that can be practised, as the packaged table tells them. Pure."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from moeli.crossings.outcomes import Direction, Outcome


class Twist(StrEnum):
    """What is wrong with a document."""

    NONE = ""
    EXPIRED = "expired"
    DIGIT = "digit"
    LISTED = "listed"


class Place(StrEnum):
    """Where a scene is played."""

    DESK = "desk"
    PARTY = "party"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Part:
    """One traveller of a scene before anybody is drawn.

    `expects` are the outcomes that the desk expects, best first; `ground` goes with a refusal.
    """

    document: str
    age: int
    sex: str
    expects: tuple[Outcome, ...]
    twist: Twist = Twist.NONE
    ground: str = ""


@dataclass(frozen=True, slots=True)
class Scene:
    """One scene; title, story and why in each language by its code."""

    code: str
    direction: Direction
    at: Place
    parts: tuple[Part, ...]
    title: Mapping[str, str]
    story: Mapping[str, str]
    why: Mapping[str, str]


@cache
def scenes() -> Mapping[str, Scene]:
    """Every scene by its code, in the order in which they are offered."""
    text = files("moeli.practice").joinpath("data", "scenes.toml").read_text(encoding="utf-8")
    return {code: _scene(code, told) for code, told in tomllib.loads(text).items()}


def _scene(code: str, told: Mapping[str, Any]) -> Scene:
    return Scene(
        code=code,
        direction=Direction(told["direction"]),
        at=Place(told["at"]),
        parts=tuple(_part(each) for each in told["travellers"]),
        title=told["title"],
        story=told["story"],
        why=told["why"],
    )


def _part(told: Mapping[str, Any]) -> Part:
    return Part(
        document=told["document"],
        age=told["age"],
        sex=told["sex"],
        expects=tuple(Outcome(each) for each in told["expects"]),
        twist=Twist(told.get("twist", "")),
        ground=told.get("ground", ""),
    )
