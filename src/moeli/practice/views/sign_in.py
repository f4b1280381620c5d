"""Coming to the practice desk and leaving it: a role is chosen, nothing is proved."""

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from moeli.platform.access import roles
from moeli.practice.seats import COLLEAGUES, sit_down


@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """One button a role. No password is asked for, so that none is ever typed here."""
    if request.method == "POST":
        sit_down(request, request.POST.get("role", ""))
        return redirect("home")
    offered = [(each.role, each.name, roles.roles()[each.role]) for each in COLLEAGUES]
    return render(request, "moeli/practice/sign_in.html", {"offered": offered})


@require_http_methods(["GET", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """Leave; the seat and the scene are given up."""
    if request.method == "POST":
        logout(request)
    return redirect("account_login")
