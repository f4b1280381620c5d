"""A run, one step a page; its review; its end. Every page works without a script."""

from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from moeli.forms import selectors, services
from moeli.forms.errors import FormError
from moeli.forms.policies import RUNNING
from moeli.forms.presenters.step import review, sent_to, step_page, unplaced
from moeli.forms.running import MOVES, Act, Problems
from moeli.forms.selectors import OpenRun
from moeli.forms.unfinished import with_typed
from moeli.forms.views.acting import actor, plays_sounds
from moeli.platform.access.policy import signed_in
from moeli.platform.errors import MoeliError

_TOLD = (FormError.ANOTHER_TAB, FormError.NO_SUCH_STEP, FormError.UNFINISHED)
_LEAVING = {"pause": "forms", "hide": "form_away"}


@plays_sounds
@require_http_methods(["GET", "POST"])
@signed_in(RUNNING.action)
def step(request: HttpRequest, run_id: UUID) -> HttpResponseBase:
    """The step where the run stands, or an earlier one; posted, its answers are taken."""
    try:
        if request.method == "POST":
            return _sent(request, run_id)
        return _page(request, _as_she_left_it(request, run_id, _at(request)))
    except MoeliError as error:
        return _told(request, run_id, error)


@require_POST
@signed_in(RUNNING.action)
def resume(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Go on with a run that was left."""
    services.resume(actor=actor(request), run_id=run_id)
    return redirect("form_run", run_id=run_id)


@require_POST
@signed_in(RUNNING.action)
def finish(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Submit the answers."""
    try:
        services.finish(actor=actor(request), run_id=run_id, turn=_turn(request))
    except MoeliError as error:
        return _told(request, run_id, error)
    messages.success(request, _("Finished. The answers are sealed and no longer changed."))
    return redirect("forms")


@require_http_methods(["GET", "POST"])
@signed_in(RUNNING.action)
def abandon(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Ask once more; posted, the answers are erased."""
    if request.method == "POST":
        services.abandon(actor=actor(request), run_id=run_id)
        messages.success(request, _("Abandoned. What was answered is erased."))
        return redirect("forms")
    run = selectors.open_run(actor(request), run_id)
    return render(request, "moeli/forms/abandon.html", {"run": run.row, "draft": run.draft})


def _sent(request: HttpRequest, run_id: UUID) -> HttpResponse:
    act, turn, person = _act(request), _turn(request), actor(request)
    if act.move in _LEAVING:
        services.pause(actor=person, run_id=run_id, turn=turn, act=_staying(act))
        return redirect(_LEAVING[act.move])
    taken = services.answer(
        actor=person, run_id=run_id, turn=turn, act=act, files=_files(request, act)
    )
    if not taken.problems and not taken.more:
        at = taken.session.progress()[0]
        return redirect(reverse("form_run", args=[run_id]) + f"?at={at}")
    if taken.more:
        messages.info(request, _("More questions have come up on this page."))
    row = selectors.open_run(person, run_id)
    run = OpenRun(row.row, row.draft, row.loaded, taken.kept, taken.session)
    return _page(request, run, taken.problems)


def _as_she_left_it(request: HttpRequest, run_id: UUID, at: int | None) -> OpenRun:
    run = selectors.open_run(actor(request), run_id, at)
    booth = request.booth  # type: ignore[attr-defined]  # set by ActorMiddleware
    return with_typed(run, actor(request), booth, anywhere=at is None)


def _page(request: HttpRequest, run: OpenRun, problems: Problems = ()) -> HttpResponse:
    page = step_page(run, run.draft.turn, problems)
    shown = {"page": page, "newer": selectors.newer_than(run.row)}
    if page.kind == "end":
        parts = review(run.session, with_problems=True, where=sent_to(run.row.id))
        amiss = [line for part in parts for line in part.lines if line.error]
        shown |= {"parts": parts, "amiss": amiss, "unplaced": unplaced(run.session)}
        return render(request, "moeli/forms/review.html", shown)
    return render(request, "moeli/forms/step.html", shown, status=400 if problems else 200)


def _told(request: HttpRequest, run_id: UUID, error: MoeliError) -> HttpResponse:
    """Who is behind is told so on the newest page; whose run has ended, on the page of runs."""
    if error.reason not in (*_TOLD, FormError.ENDED):
        raise error
    messages.warning(request, str(error))
    if error.reason is FormError.ENDED:
        return redirect("forms")
    return redirect("form_run", run_id=run_id)


def _act(request: HttpRequest) -> Act:
    move, _colon, value = request.POST.get("move", "next").partition(":")
    shown = tuple(request.POST.getlist("shown"))
    return Act(
        step=request.POST.get("step", ""),
        move=move if move in (*MOVES, *_LEAVING) else "next",
        shown=shown,
        given={path: tuple(request.POST.getlist(path)) for path in shown},
        value=value,
    )


def _files(request: HttpRequest, act: Act) -> dict[str, bytes]:
    sent = {path: request.FILES.get(path) for path in act.shown}
    return {path: file.read() for path, file in sent.items() if isinstance(file, UploadedFile)}


def _staying(act: Act) -> Act:
    return Act(act.step, "stay", act.shown, act.given)


def _turn(request: HttpRequest) -> int:
    text = request.POST.get("turn", "")
    return int(text) if text.isdecimal() and len(text) < 9 else -1


def _at(request: HttpRequest) -> int | None:
    text = request.GET.get("at", "")
    return int(text) if text.isdecimal() and len(text) < 7 else None
