"""After a decision: undo it, correct it, write the notice of a refusal, review that."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from moeli.crossings.afterwards.selectors import correctable
from moeli.crossings.afterwards.services import correct_decision, withdraw_decision
from moeli.crossings.refusals import selectors as refusals
from moeli.crossings.refusals import services
from moeli.desk.afterwards_forms import CorrectionForm, ReviewForm
from moeli.desk.presenters.afterwards import correction_page, refusal_page
from moeli.desk.station import officer
from moeli.desk.unfinished import opened
from moeli.platform.access.policy import signed_in
from moeli.platform.blobs.serving import attachment
from moeli.platform.errors import MoeliError


@require_POST
@signed_in("decision.make")
def withdraw(request: HttpRequest, decision_id: UUID) -> HttpResponse:
    """Undo her own decision of a moment ago, and look at the same document again."""
    try:
        inspection = withdraw_decision(actor=officer(request), decision_id=decision_id)
    except MoeliError as error:
        return _said(request, error, "desk")
    opened(request, inspection)
    messages.success(request, _("Undone. Nothing of it counts; decide anew."))
    return redirect("inspection", inspection.id)


@require_http_methods(["GET", "POST"])
@signed_in("decision.correct")
def correct(request: HttpRequest, decision_id: UUID) -> HttpResponse:
    """What a decision should have read."""
    decision = correctable(officer(request), decision_id)
    posted = request.POST if request.method == "POST" else None
    form = CorrectionForm(decision.possible, posted, initial={"key": uuid4()})
    if form.is_valid() and _corrected(request, decision_id, form):
        messages.success(request, _("Corrected. What was recorded first stays in the journal."))
        return redirect("decision_correct", decision_id)
    shown = {"page": correction_page(decision), "form": form}
    status = 400 if posted else 200
    return render(request, "moeli/desk/correction.html", shown, status=status)


@require_GET
@signed_in("inspection.open")
def refusal(request: HttpRequest, decision_id: UUID) -> HttpResponse:
    """A refusal: its notice and its review."""
    return _refusal(request, decision_id, ReviewForm())


@require_POST
@signed_in("decision.make")
def write_notice(request: HttpRequest, decision_id: UUID) -> HttpResponse:
    """Write the notice, if it is not written yet, and go where its file is."""
    try:
        services.write_notice(actor=officer(request), decision_id=decision_id)
    except MoeliError as error:
        return _said(request, error, "refusal", decision_id)
    return redirect("refusal_notice", decision_id)


@require_GET
@signed_in("inspection.open")
def notice(request: HttpRequest, decision_id: UUID) -> HttpResponseBase:
    """The notice as a file to print (journaled)."""
    kept = refusals.kept_notice(officer(request), decision_id)
    return attachment(
        actor=officer(request),
        blob_id=kept.blob,
        subject=kept.subject,
        purpose="refusal notice",
        place=kept.place,
    )


@require_POST
@signed_in("decision.make")
def ask_review(request: HttpRequest, decision_id: UUID) -> HttpResponse:
    """Note that the traveller asks for a review."""
    try:
        services.ask_review(actor=officer(request), decision_id=decision_id)
    except MoeliError as error:
        return _said(request, error, "refusal", decision_id)
    messages.success(request, _("Noted. The supervisors of this post are told."))
    return redirect("refusal", decision_id)


@require_POST
@signed_in("refusal.review")
def review(request: HttpRequest, decision_id: UUID) -> HttpResponse:
    """The result of a review."""
    form = ReviewForm(request.POST)
    if form.is_valid() and _reviewed(request, decision_id, form):
        messages.success(request, _("The review is recorded."))
        return redirect("refusal", decision_id)
    return _refusal(request, decision_id, form, status=400)


def _corrected(request: HttpRequest, decision_id: UUID, form: CorrectionForm) -> bool:
    outcome, ground, motive, key = form.corrected()
    try:
        correct_decision(
            actor=officer(request),
            decision_id=decision_id,
            outcome=outcome,
            ground=ground,
            motive=motive,
            idempotency_key=key,
        )
    except MoeliError as error:
        form.refuse(error)
        return False
    return True


def _reviewed(request: HttpRequest, decision_id: UUID, form: ReviewForm) -> bool:
    try:
        services.decide_review(actor=officer(request), decision_id=decision_id, **form.cleaned_data)
    except MoeliError as error:
        form.refuse(error)
        return False
    return True


def _refusal(
    request: HttpRequest, decision_id: UUID, form: ReviewForm, status: int = 200
) -> HttpResponse:
    page = refusal_page(refusals.refusal(officer(request), decision_id))
    shown = {"page": page, "form": form}
    return render(request, "moeli/desk/refusal.html", shown, status=status)


def _said(request: HttpRequest, error: MoeliError, page: str, *where: UUID) -> HttpResponse:
    """One sentence, on the page from which she came."""
    if error.status not in {400, 409}:
        raise error
    messages.error(request, str(error))
    return redirect(page, *where)
