"""What was learnt about altered documents."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from moeli.documents import selectors
from moeli.documents.forms import GroupForm
from moeli.documents.presenters import lesson_card
from moeli.documents.views.acting import actor_of
from moeli.platform.access.policy import signed_in


@require_GET
@signed_in("lesson.read")
def listed(request: HttpRequest) -> HttpResponse:
    """The lessons, all or of one group."""
    form = GroupForm(request.GET)
    group = form.cleaned_data["group"] if form.is_valid() else ""
    rows = selectors.lessons(actor_of(request), group)
    shown = {"lessons": [lesson_card(row) for row in rows], "form": form, "chosen": group}
    return render(request, "moeli/documents/lessons.html", shown)
