"""What each page of the practice desk shows besides its own: the documents that wait."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from moeli.platform import room
from moeli.platform.room import MenuEntry
from moeli.practice import hands
from moeli.practice.presenters import tray_of

_OWN = {"home", "mfa_index", "account_login", "relief"}


def tray(request: HttpRequest) -> Mapping[str, Any]:
    """`practice_tray`, while a scene is played; and the menu without pages that are live only."""
    actor = getattr(request, "actor", None)
    if actor is None or actor.is_anonymous:
        return {}
    hand = hands.held(request.session) if _is_of_the_desk(request) else None
    return {
        "menu": [entry for entry in room.menu(actor) if _is_here(entry)],
        "practice_tray": tray_of(actor, hand) if hand else None,
    }


def _is_of_the_desk(request: HttpRequest) -> bool:
    """The pages of the scenes themselves show the documents in their own way."""
    match = request.resolver_match
    return bool(
        match and match.url_name not in _OWN and not (match.url_name or "").startswith("practise")
    )


def _is_here(entry: MenuEntry) -> bool:
    try:
        return bool(reverse(entry.url_name))
    except NoReverseMatch:
        return False
