"""The start page: what can I do here?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from moeli.platform.access.policy import signed_in


@signed_in()
def home(request: HttpRequest) -> HttpResponse:
    """A card for each page that is open to the person."""
    return render(request, "access/home.html")
