"""The page that names the ports of entry."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from moeli.platform.access.policy import signed_in
from moeli.ports import directory
from moeli.ports.presenters import port_row

_LONGEST_SEARCH = 60


@require_GET
@signed_in("inspection.open")
def ports(request: HttpRequest) -> HttpResponse:
    """Every port, or those that answer to the words searched for (names of places only)."""
    words = request.GET.get("q", "")[:_LONGEST_SEARCH]
    found = [port_row(port) for port in directory.search(words)]
    return render(request, "moeli/ports/ports.html", {"ports": found, "words": words})
