"""The page that tells how posts and headquarters stand with one another."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from moeli.network import selectors
from moeli.network.policies import WATCHING
from moeli.network.presenters import standing_card
from moeli.platform import clock, node
from moeli.platform.access.actor import Actor
from moeli.platform.access.policy import signed_in


@require_GET
@signed_in(WATCHING.action)
def network(request: HttpRequest) -> HttpResponse:
    """Every node that is believed here: last batch, age, entries, quarantine, clock."""
    actor: Actor = request.actor  # type: ignore[attr-defined]  # set by ActorMiddleware
    now = clock.now()
    cards = [standing_card(each, now) for each in selectors.standings(actor)]
    shown = {
        "nodes": cards,
        "here": node.current(),
        "waits": any(each.quarantined for each in cards),
    }
    return render(request, "moeli/network/network.html", shown)
