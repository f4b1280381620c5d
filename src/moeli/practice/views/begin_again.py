"""The practice desk as on its first day."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from moeli.desk.station import officer
from moeli.platform.access.policy import signed_in
from moeli.practice import services
from moeli.practice.seats import sign_off


@require_http_methods(["GET", "POST"])
@signed_in(services.ACTION)
def begin_again(request: HttpRequest) -> HttpResponse:
    """Ask first, because everybody who practises here begins again; then say how long it takes."""
    if request.method == "POST":
        services.begin_again(actor=officer(request))
        sign_off(request)
        return render(request, "moeli/practice/beginning.html", status=202)
    return render(request, "moeli/practice/begin_again.html")
