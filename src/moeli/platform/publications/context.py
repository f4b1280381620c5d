"""The banner of the start page: how much waits for the person's acknowledgement."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from moeli.platform.publications import selectors


def to_acknowledge(request: HttpRequest) -> Mapping[str, Any]:
    """`to_acknowledge`: a list that is only made where a template asks for it."""
    actor = getattr(request, "actor", None)
    if actor is None or actor.is_anonymous:
        return {}
    return {"to_acknowledge": SimpleLazyObject(lambda: selectors.to_acknowledge(actor))}
