"""Who acts, and where."""

from collections.abc import Callable
from typing import TypeVar, cast

from csp.constants import SELF
from csp.decorators import csp_update
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from moeli.forms.policies import RUNNING
from moeli.platform.access.actor import Everywhere
from moeli.platform.access.views.acting import actor

__all__ = ["actor", "place_of", "plays_sounds"]
View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def plays_sounds(view: View) -> View:
    """Let the page play sounds of this house; every other page of it plays none."""
    return cast("View", csp_update({"media-src": [SELF]})(view))


def place_of(request: HttpRequest) -> str:
    """The person's post, where she may run forms there; else a post where she may, or none."""
    person = actor(request)
    open_to_her = person.places(RUNNING.action)
    if isinstance(open_to_her, Everywhere) or person.place in open_to_her:
        return person.place
    return min(open_to_her, default="")
