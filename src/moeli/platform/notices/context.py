"""For the head of every page: how many notices wait."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.http import HttpRequest

from moeli.platform.notices.selectors import count_waiting


def waiting(request: HttpRequest) -> Mapping[str, Any]:
    """`notices_waiting`, counted when a page asks for it: a part of a page does not."""
    actor = getattr(request, "actor", None)
    if actor is None or actor.is_anonymous:
        return {}
    return {"notices_waiting": cache(lambda: count_waiting(actor))}
