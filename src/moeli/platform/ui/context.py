"""What every page needs: who looks at it, the menu open to her, the node that serves it."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from moeli import __version__
from moeli.platform import room


def house(request: HttpRequest) -> Mapping[str, Any]:
    """`actor` (None before sign-in), `menu`, `booth`, `version`."""
    actor = getattr(request, "actor", None)
    signed_in = actor is not None and not actor.is_anonymous
    return {
        "actor": actor if signed_in else None,
        "booth": getattr(request, "booth", None),
        "menu": SimpleLazyObject(lambda: list(room.menu(actor))) if signed_in else (),
        "version": __version__,
    }
