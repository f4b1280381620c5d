"""Questioned documents: what waits, one of them opened, and the expert's answer."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from moeli.documents import selectors, services
from moeli.documents.forms import AnswerForm
from moeli.documents.presenters import question_card, question_line
from moeli.documents.views.acting import actor_of
from moeli.platform.access.policy import signed_in
from moeli.platform.errors import MoeliError


@require_GET
@signed_in()
def listed(request: HttpRequest) -> HttpResponse:
    """What waits for the expert, the most urgent first, and what was answered lately."""
    waiting, answered = selectors.questions(actor_of(request))
    shown = {
        "waiting": [question_line(each) for each in waiting],
        "answered": [question_line(each) for each in answered],
        "expert": actor_of(request).may("examination.answer"),
    }
    return render(request, "moeli/documents/questions.html", shown)


@require_GET
@signed_in()
def look(request: HttpRequest, examination_id: UUID) -> HttpResponse:
    """One question; to the expert with its picture, to the desk with its answer."""
    return _page(request, examination_id, AnswerForm())


@require_POST
@signed_in("examination.answer")
def answer(request: HttpRequest, examination_id: UUID) -> HttpResponse:
    """Answer once, or say what is missing."""
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, examination_id, form, 400)
    try:
        services.answer_question(
            actor=actor_of(request), examination_id=examination_id, answered=form.answered()
        )
    except MoeliError as error:
        form.refuse(error)
        return _page(request, examination_id, form, error.status)
    messages.success(request, str(_("The desk has your answer.")))
    return redirect("expert_questions")


def _page(
    request: HttpRequest, examination_id: UUID, form: AnswerForm, status: int = 200
) -> HttpResponse:
    seen = selectors.question(actor_of(request), examination_id)
    shown = {"question": question_card(seen), "form": form}
    return render(request, "moeli/documents/question.html", shown, status=status)
