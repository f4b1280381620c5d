"""A private set of addresses that fail in each way, and people to look at them."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from moeli.platform import errors
from moeli.platform.errors import ErrorCode, MoeliError


class Trouble(ErrorCode):
    """What the addresses below answer."""

    TAKEN = "taken", "Gate %(gate)s is taken.", 409
    GONE = "gone", "The invitation has ended.", 410


@dataclass
class Person:
    """Whoever looks at a page; `may` answers as told, or fails as a lost database does."""

    id: str = "person"
    name: str = "Mpho Test"
    is_anonymous: bool = False
    database_answers: bool = True

    def may(self, action: str, place: str = "") -> bool:
        """Whether the person may."""
        if not self.database_answers:
            raise OperationalError
        return False


class Crossing(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="Name", help_text="As written in the document.")
    day = forms.DateField(label="Day", required=False)
    way = forms.ChoiceField(
        label="Way", choices=[("in", "In"), ("out", "Out")], widget=forms.RadioSelect
    )


class FailingMiddleware:
    """Asks the database who is signed in, and gets no answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Fails."""
        raise OperationalError


def raising(error: Exception) -> Callable[[HttpRequest], HttpResponse]:
    """A view that raises `error`."""

    def view(request: HttpRequest) -> HttpResponse:
        raise error

    return view


def fine(request: HttpRequest) -> HttpResponse:
    """A page without trouble."""
    return HttpResponse("fine")


urlpatterns = [
    path("fine/", fine),
    path("home/", fine, name="home"),
    path("static/moeli.css", fine),
    path("out/", fine, name="account_logout"),
    path("taken/", raising(MoeliError(Trouble.TAKEN, gate="4"))),
    path("gone/", raising(MoeliError(Trouble.GONE))),
    path("absent/", raising(errors.absent())),
    path("forbidden/", raising(PermissionDenied("secret"))),
    path("suspicious/", raising(SuspiciousOperation("secret"))),
    path("database/", raising(OperationalError("secret"))),
    path("defect/", raising(ZeroDivisionError("secret"))),
    path("", include("moeli.platform.ui.urls")),
]

handler400 = "moeli.platform.ui.error_pages.bad_request"
handler403 = "moeli.platform.ui.error_pages.absent"
handler404 = "moeli.platform.ui.error_pages.absent"
handler500 = "moeli.platform.ui.error_pages.defect"
