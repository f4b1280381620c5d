"""Beginning and ending the commuters' way at a desk."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from moeli.desk.commuters import choose
from moeli.desk.forms import CommutersForm
from moeli.platform.access.policy import signed_in


@require_POST
@signed_in("inspection.open")
def commuters(request: HttpRequest) -> HttpResponse:
    """Begin or end it, and go back to the inspection that is open, or to the box."""
    form = CommutersForm(request.POST)
    if not form.is_valid():
        return redirect("desk")
    choose(request, on=form.cleaned_data["on"])
    inspection = form.cleaned_data["inspection"]
    return redirect("inspection", inspection) if inspection else redirect("desk")
