"""The pages that name the ports of entry and show one of them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from moeli.platform import clock
from moeli.platform.access.policy import signed_in
from moeli.ports import directory, selectors
from moeli.ports.policies import CLOSING, REOPENING, ROSTER_SEEING
from moeli.ports.presenters import port_page, port_row
from moeli.ports.views.acting import actor, port_named

_LONGEST_SEARCH = 60


@require_GET
@signed_in("inspection.open")
def ports(request: HttpRequest) -> HttpResponse:
    """Every port, or those that answer to the words searched for (names of places only)."""
    words = request.GET.get("q", "")[:_LONGEST_SEARCH]
    found = [port_row(port) for port in directory.search(words)]
    return render(request, "moeli/ports/ports.html", {"ports": found, "words": words})


@require_GET
@signed_in("inspection.open")
def port(request: HttpRequest, place: str) -> HttpResponse:
    """One port: open or closed, hours, desks, lanes, and on what each rests."""
    named, moment, acting = port_named(place), clock.now(), actor(request)
    standing = selectors.standing_closure(place)
    shown = port_page(
        named,
        selectors.state(place, moment),
        standing,
        selectors.live_from(place),
        moment,
        clock.today(),
    )
    may = {
        "may_close": acting.may(CLOSING.action, place) and standing is None,
        "may_reopen": acting.may(REOPENING.action, place) and standing is not None,
        "may_see_roster": acting.may(ROSTER_SEEING.action, place),
    }
    return render(request, "moeli/ports/port.html", {"port": shown, **may})
