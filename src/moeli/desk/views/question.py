"""Asking the expert about the document that is being inspected."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from moeli.desk.picture_forms import QuestionForm
from moeli.desk.station import officer
from moeli.documents import services
from moeli.documents.errors import DocumentError
from moeli.platform.access.policy import signed_in
from moeli.platform.errors import MoeliError

_ASKED = _("The expert has your question. The answer comes to “Questioned documents”.")


@require_POST
@signed_in("examination.ask")
def ask(request: HttpRequest, inspection_id: UUID) -> HttpResponse:
    """Send the question and go on with the inspection, which stays open."""
    form = QuestionForm(request.POST)
    try:
        if not form.is_valid():
            raise MoeliError(DocumentError.MOTIVE_MISSING)
        services.ask_expert(
            actor=officer(request),
            inspection_id=inspection_id,
            groups=form.cleaned_data["groups"],
            motive=form.cleaned_data["motive"],
        )
    except MoeliError as error:
        if not isinstance(error.reason, DocumentError):
            raise
        messages.error(request, str(error))
    else:
        messages.success(request, str(_ASKED))
    return redirect("inspection", inspection_id)
