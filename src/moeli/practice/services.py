"""What the practice desk changes: the cards it deals, and its whole beginning."""

from pathlib import Path
from secrets import randbelow
from typing import Final

from django.conf import settings

from moeli.platform import clock
from moeli.platform.access.actor import SYSTEM, Actor
from moeli.platform.access.policy import require
from moeli.platform.errors import absent
from moeli.practice import hands
from moeli.practice.beginning import BEGIN_AGAIN
from moeli.practice.hands import Hand
from moeli.practice.scenes import Twist, scenes
from moeli.practice.travellers import SEEDS, Traveller
from moeli.screening.services import NewListing, list_document

ACTION: Final = "inspection.open"
_SOURCE = "Practice: drawn, nobody is meant"


def deal(*, actor: Actor, scene: str) -> Hand:
    """Draw new travellers for `scene`, and list those who are to be listed.

    Raises MoeliError `absent` for a scene that there is not.
    """
    require(actor, ACTION)
    if scene not in scenes():
        raise absent()
    dealt = hands.hand(scene, randbelow(SEEDS), clock.today())
    for traveller in dealt.travellers:
        if traveller.part.twist is Twist.LISTED:
            _list(traveller)
    return dealt


def begin_again(*, actor: Actor) -> None:
    """Ask for a practice desk as it was on the first day: whoever serves it makes it anew."""
    require(actor, ACTION)
    (Path(settings.MOELI_HOME) / BEGIN_AGAIN).touch()


def _list(traveller: Traveller) -> None:
    listing = NewListing(
        issuing_state=traveller.state,
        document_number=traveller.number,
        kind="lost_or_stolen",
        instruction="call_supervisor",
        source=_SOURCE,
        listed_from=clock.today(),
    )
    list_document(actor=SYSTEM, listing=listing)
