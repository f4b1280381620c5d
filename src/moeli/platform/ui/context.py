"""What every page needs: who looks at it, the menu open to her, the node that serves it."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from moeli import __version__
from moeli.platform import room

# How many entries stand in the head, so that it stays one row in either language; the others are
# one step away. A booth has the relief key there too.
_ROW = 4
_ROW_OF_BOOTH = 3


def house(request: HttpRequest) -> Mapping[str, Any]:
    """`actor` (None before sign-in), `menu` (whole; its row and the rest), `booth`, `version`."""
    actor = getattr(request, "actor", None)
    if actor is None or actor.is_anonymous:
        return {"actor": None, "booth": getattr(request, "booth", None), "version": __version__}
    menu = list(room.menu(actor))
    row = _row(len(menu), booth=getattr(request, "booth", None) is not None)
    return {
        "actor": actor,
        "booth": request.booth,  # type: ignore[attr-defined]  # set where the actor is set
        "menu": menu,
        "menu_row": menu[:row],
        "menu_more": menu[row:],
        "version": __version__,
    }


def _row(entries: int, *, booth: bool) -> int:
    """How many stand in the row: all, where only one would be left for the step behind it."""
    row = _ROW_OF_BOOTH if booth else _ROW
    return entries if entries <= row + 1 else row
