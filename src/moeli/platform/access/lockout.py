"""What failed sign-ins are counted by: user name and booth, so that no hall is ever locked."""

from collections.abc import Mapping

from axes.helpers import get_cool_off
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from moeli.platform.access.models import User
from moeli.platform.vault.master import index_hash

TOO_MANY_REQUESTS = 429


def user_and_booth(request: HttpRequest, credentials: Mapping[str, str] | None) -> str | None:
    """`name@booth-id`, or `name@unenrolled:address` for a PC without a booth's cookie.

    A name that nobody has is replaced by its keyed hash: people type passwords into the wrong
    box, and what they typed must not be stored.
    """
    typed = credentials.get("username") if credentials else request.POST.get("login")
    if typed is None:
        return None
    return f"{_known_or_hashed(typed.strip().lower())}@{_booth(request)}"


def locked_out_page(
    request: HttpRequest, _response: HttpResponse | None, _credentials: Mapping[str, str] | None
) -> HttpResponse:
    """The page that says in words how long the lock-out lasts and what to do."""
    cool_off = get_cool_off(request)
    minutes = int(cool_off.total_seconds() // 60)
    context = {"minutes": minutes, "booth": getattr(request, "booth", None)}
    return render(request, "access/locked_out.html", context, status=TOO_MANY_REQUESTS)


def _known_or_hashed(name: str) -> str:
    if User.objects.filter(username=name).exists():
        return name
    return f"unknown:{index_hash('user name', name).hex()}"


def _booth(request: HttpRequest) -> str:
    booth = getattr(request, "booth", None)
    return str(booth.id) if booth else f"unenrolled:{request.META.get('REMOTE_ADDR', '')}"
