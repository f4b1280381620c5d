"""What every page needs: who looks at it, the menu open to her, the node that serves it."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from moeli import __version__
from moeli.platform import room


def house(request: HttpRequest) -> Mapping[str, Any]:
    """`actor` (None before sign-in), `menu`, `booth`, `version`."""
    actor = getattr(request, "actor", None)
    if actor is None or actor.is_anonymous:
        return {"actor": None, "booth": getattr(request, "booth", None), "version": __version__}
    return {
        "actor": actor,
        "booth": request.booth,  # type: ignore[attr-defined]  # set where the actor is set
        "menu": list(room.menu(actor)),
        "version": __version__,
    }
