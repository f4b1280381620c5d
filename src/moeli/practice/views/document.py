"""A drawn document as a picture, and a drawn bus as a list."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from moeli.platform.access.policy import signed_in
from moeli.platform.errors import absent
from moeli.practice import drawing, hands, services


@require_GET
@signed_in(services.ACTION)
def picture(request: HttpRequest, number: int) -> HttpResponse:
    """The page of the traveller of this number in the scene that is played."""
    hand = hands.held(request.session)
    if hand is None or number >= len(hand.travellers):
        raise absent()
    return HttpResponse(drawing.page(hand, number), content_type=drawing.MEDIA_TYPE)


@require_GET
@signed_in(services.ACTION)
def passengers(request: HttpRequest) -> HttpResponse:
    """The list that the operator of the bus sent ahead, as a file."""
    hand = hands.held(request.session)
    if hand is None:
        raise absent()
    response = HttpResponse(drawing.passengers(hand), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="practice-bus.csv"'
    return response
