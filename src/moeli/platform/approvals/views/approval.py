"""One approval: look, say yes or no after a second look, withdraw."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from moeli.platform.access.policy import signed_in
from moeli.platform.access.views.acting import actor
from moeli.platform.approvals import selectors, services
from moeli.platform.approvals.forms import DecisionForm
from moeli.platform.approvals.policies import READING
from moeli.platform.approvals.presenters import card, earlier, lines
from moeli.platform.errors import MoeliError


@require_GET
@signed_in(READING.action)
def look(request: HttpRequest, approval_id: UUID) -> HttpResponse:
    """The approval with what people said."""
    return _page(request, approval_id, DecisionForm())


@require_POST
@signed_in(READING.action)
def decide(request: HttpRequest, approval_id: UUID) -> HttpResponse:
    """Posted once, the page to check; posted again confirmed, the decision."""
    form, grants = DecisionForm(request.POST), request.POST.get("says") == "yes"
    if not form.is_valid() or "change" in request.POST:
        return _page(request, approval_id, form)
    if "confirmed" not in request.POST and (grants or form.cleaned_data["motive"].strip()):
        return _to_check(request, approval_id, form, grants=grants)
    if not _said(request, approval_id, form, grants=grants):
        return _page(request, approval_id, form)
    messages.success(request, _("You said yes.") if grants else _("You said no."))
    return redirect("approval", approval_id=approval_id)


@require_POST
@signed_in(READING.action)
def withdraw(request: HttpRequest, approval_id: UUID) -> HttpResponse:
    """Take back what one asked."""
    services.withdraw(actor=actor(request), approval_id=approval_id)
    messages.success(request, _("You have withdrawn it. Nobody needs to decide any more."))
    return redirect("approvals")


def _said(request: HttpRequest, approval_id: UUID, form: DecisionForm, *, grants: bool) -> bool:
    act = services.grant if grants else services.deny
    try:
        act(actor=actor(request), approval_id=approval_id, motive=form.cleaned_data["motive"])
    except MoeliError as error:
        form.refuse(error)
        return False
    return True


def _to_check(
    request: HttpRequest, approval_id: UUID, form: DecisionForm, *, grants: bool
) -> HttpResponse:
    view = selectors.approval(actor(request), approval_id)
    shown = {"card": card(view), "form": form, "grants": grants}
    return render(request, "moeli/approvals/check.html", shown)


def _page(request: HttpRequest, approval_id: UUID, form: DecisionForm) -> HttpResponse:
    view = selectors.approval(actor(request), approval_id)
    shown = {"card": card(view), "lines": lines(view), "earlier": earlier(view), "form": form}
    status = 400 if form.errors else 200
    return render(request, "moeli/approvals/approval.html", shown, status=status)
