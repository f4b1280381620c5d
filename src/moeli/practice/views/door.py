"""On the live site: the way to the practice desk."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from moeli.platform.access.policy import signed_in
from moeli.practice.services import ACTION


@require_GET
@signed_in(ACTION)
def door(request: HttpRequest) -> HttpResponse:
    """Where the practice desk is, or that this site has none."""
    there = settings.MOELI_PRACTICE_HOME or settings.MOELI_PRACTICE_ADDRESS
    address = _address(request) if there else ""
    return render(request, "moeli/practice/door.html", {"address": address})


def _address(request: HttpRequest) -> str:
    """As the settings say; else the same host, at the practice desk's own port."""
    told: str = settings.MOELI_PRACTICE_ADDRESS
    host = request.get_host().rsplit(":", 1)[0] if _has_port(request) else request.get_host()
    return told or f"{request.scheme}://{host}:{settings.MOELI_PRACTICE_PORT}/"


def _has_port(request: HttpRequest) -> bool:
    return ":" in request.get_host().rpartition("]")[2]
