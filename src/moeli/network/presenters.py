"""How a node stands, in words."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.timesince import timesince
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _

from moeli.network.selectors import Standing
from moeli.platform.access import places
from moeli.platform.node import Role

_STALE = timedelta(days=2)
_HEADQUARTERS: Promise = gettext_lazy("Headquarters")


@dataclass(frozen=True, slots=True)
class Card:
    """One node as the page shows it; `tone` and `word` are its state."""

    name: str | Promise
    code: str
    node: str
    epoch: int
    heard_at: datetime | None
    age: str
    entries: int
    quarantined: int
    skew: str
    tone: str
    word: str | Promise


def standing_card(standing: Standing, now: datetime) -> Card:
    """The card of a node at the moment `now`."""
    tone, word = _state(standing, now)
    return Card(
        name=_name(standing),
        code=standing.port,
        node=str(standing.node)[-12:],
        epoch=standing.epoch,
        heard_at=standing.heard_at,
        age=_age(standing, now),
        entries=standing.entries,
        quarantined=standing.quarantined,
        skew=_skew(standing, now),
        tone=tone,
        word=word,
    )


def standing_line(standing: Standing, now: datetime) -> str:
    """The node in one line, for the command line."""
    card = standing_card(standing, now)
    heard = card.age or gettext("nothing yet")
    return (
        f"{card.code or standing.role.value:<4} {standing.node}  epoch {card.epoch}  "
        f"{card.entries} entries  heard {heard}  quarantined {card.quarantined}  "
        f"clock {card.skew or 'right'}  has {standing.acknowledged} of ours"
    )


def _name(standing: Standing) -> str | Promise:
    return places.name_of(standing.port) if standing.role is Role.POST else _HEADQUARTERS


def _age(standing: Standing, now: datetime) -> str:
    if standing.heard_at is None:
        return ""
    return gettext("%(span)s ago") % {"span": timesince(standing.heard_at, now, depth=1)}


def _skew(standing: Standing, now: datetime) -> str:
    if not standing.clock_is_wrong:
        return ""
    span = timesince(now - abs(standing.skew), now, depth=1)
    ahead = standing.skew > timedelta(0)
    text = gettext("%(span)s ahead") if ahead else gettext("%(span)s behind")
    return text % {"span": span}


def _state(standing: Standing, now: datetime) -> tuple[str, str | Promise]:
    if standing.heard_at is None:
        return "wait", _("Nothing heard yet")
    if standing.quarantined:
        return "bad", _("Entries wait")
    if standing.clock_is_wrong:
        return "warn", _("Clock is wrong")
    if now - standing.heard_at > _STALE:
        return "warn", _("Long not heard")
    return "good", _("In order")
