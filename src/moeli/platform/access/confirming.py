"""Whoever does something grave has just signed in, or confirms who she is."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from moeli.platform.access.requests import HouseRequest

_View = Callable[..., HttpResponse]


def confirmed(view: _View) -> _View:
    """A view that first asks who is there; what was posted is posted again, and kept nowhere."""

    @wraps(view)
    def guarded(request: HouseRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_reauthentication_required(request, app="allauth.mfa"):
            return view(request, *args, **kwargs)
        back = request.path if request.method == "GET" else _page_of(kwargs)
        return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': back})}")

    return guarded


def _page_of(kwargs: Mapping[str, object]) -> str:
    """Where the form stood: the person's page, or one's own."""
    person_id = kwargs.get("person_id")
    return reverse("person", args=[person_id]) if person_id else reverse("mfa_index")
