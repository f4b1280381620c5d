"""Scenes, documents and answers as the pages show them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from moeli.crossings import rules
from moeli.crossings.outcomes import Outcome
from moeli.desk.presenters.words import DIRECTIONS, OUTCOMES
from moeli.platform import clock
from moeli.platform.access.actor import Actor
from moeli.practice.hands import Hand
from moeli.practice.scenes import Place, Scene, scenes
from moeli.practice.selectors import Answer, answers

_PLAYED = {
    Place.DESK: _("One traveller"),
    Place.PARTY: _("A party"),
    Place.LIST: _("A list of passengers"),
}


@dataclass(frozen=True, slots=True)
class SceneCard:
    """A scene as it is offered."""

    code: str
    title: str
    story: str
    why: str
    way: Promise
    value: str
    at: str
    played: Promise
    people: int


@dataclass(frozen=True, slots=True)
class Document:
    """One drawn document: which picture, whose, and its zone."""

    number: int
    name: str
    zone: str


@dataclass(frozen=True, slots=True)
class Tray:
    """What lies on the counter while a scene is played; `waits` when it was not scanned yet."""

    scene: SceneCard
    document: Document | None
    waits: bool
    left: int
    total: int
    template: str = "moeli/practice/tray.html"


@dataclass(frozen=True, slots=True)
class Verdict:
    """One traveller: what was decided, what was expected, and whether they agree."""

    name: str
    decided: Promise | str
    tone: str
    expected: str
    right: bool


def cards() -> list[SceneCard]:
    """Every scene."""
    return [card(each) for each in scenes().values()]


def card(scene: Scene) -> SceneCard:
    """One scene, in the language of the page."""
    return SceneCard(
        code=scene.code,
        title=_said(scene.title),
        story=_said(scene.story),
        why=_said(scene.why),
        way=DIRECTIONS[scene.direction],
        value=scene.direction.value,
        at=scene.at.value,
        played=_PLAYED[scene.at],
        people=len(scene.parts),
    )


def documents(hand: Hand) -> list[Document]:
    """Everybody's document, in the order in which they are handed over."""
    return [
        Document(number, f"{each.holder.secondary} {each.holder.primary}", each.zone)
        for number, each in enumerate(hand.travellers)
    ]


def tray_of(actor: Actor, hand: Hand) -> Tray:
    """The document that comes next: the first that was not scanned, else not decided."""
    found = answers(actor, hand)
    unscanned = [at for at, each in enumerate(found) if not each.scanned]
    open_ones = unscanned or [at for at, each in enumerate(found) if not each.decided]
    at = open_ones[0] if open_ones else None
    return Tray(
        scene=card(hand.scene),
        document=None if at is None else documents(hand)[at],
        waits=bool(unscanned),
        left=len(unscanned),
        total=len(found),
    )


def verdicts(found: Iterable[Answer]) -> list[Verdict]:
    """What the desk expected, beside what was decided."""
    return [_verdict(each) for each in found]


def next_scene(hand: Hand) -> SceneCard:
    """The scene after the one of `hand`; after the last the first."""
    codes = list(scenes())
    return card(scenes()[codes[(codes.index(hand.scene.code) + 1) % len(codes)]])


def _verdict(answer: Answer) -> Verdict:
    holder, part = answer.traveller.holder, answer.traveller.part
    return Verdict(
        name=f"{holder.secondary} {holder.primary}",
        decided=OUTCOMES[answer.decided].done if answer.decided else _("Nothing yet"),
        tone=OUTCOMES[answer.decided].tone if answer.decided else "neutral",
        expected=" / ".join(_expected(each, part.ground) for each in part.expects),
        right=answer.right,
    )


def _expected(outcome: Outcome, ground: str) -> str:
    said = f"{OUTCOMES[outcome].done} ({OUTCOMES[outcome].key})"
    if not ground or not outcome.needs_ground:
        return said
    labels = {row.id: row.label(_language()) for row in rules.grounds(outcome, clock.today())}
    return f"{said}: {labels.get(ground, ground)}"


def _said(text: Mapping[str, str]) -> str:
    return text.get(_language()) or text["en"]


def _language() -> str:
    return (get_language() or "en").split("-")[0]
