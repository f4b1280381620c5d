"""A scene: chosen, dealt, played at the desk, and what the desk expected."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from moeli.desk.station import officer
from moeli.platform import clock
from moeli.platform.access.policy import signed_in
from moeli.practice import hands, presenters, selectors, services


@require_GET
@signed_in()
def scenes(request: HttpRequest) -> HttpResponse:
    """Every scene, for those whose role has a desk."""
    cards = presenters.cards() if officer(request).may(services.ACTION) else []
    return render(request, "moeli/practice/scenes.html", {"cards": cards})


@require_POST
@signed_in(services.ACTION)
def deal(request: HttpRequest) -> HttpResponse:
    """Draw new travellers and show them."""
    hand = services.deal(actor=officer(request), scene=request.POST.get("scene", ""))
    hands.keep(request.session, hand, clock.today())
    return redirect("practise_scene")


@require_GET
@signed_in(services.ACTION)
def scene(request: HttpRequest) -> HttpResponseBase:
    """Who stands before the desk, with her document."""
    hand = hands.held(request.session)
    if hand is None:
        return redirect("practise")
    shown = {"scene": presenters.card(hand.scene), "documents": presenters.documents(hand)}
    return render(request, "moeli/practice/scene.html", shown)


@require_GET
@signed_in(services.ACTION)
def said(request: HttpRequest) -> HttpResponse:
    """What the desk expected of each traveller, beside what was decided, and why."""
    hand = hands.held(request.session)
    if hand is None:
        return redirect("practise")
    found = presenters.verdicts(selectors.answers(officer(request), hand))
    shown = {
        "scene": presenters.card(hand.scene),
        "verdicts": found,
        "right": all(each.right for each in found),
        "next": presenters.next_scene(hand),
    }
    return render(request, "moeli/practice/said.html", shown)
