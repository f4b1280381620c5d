"""What the page's script sends while somebody works: half-done work, and that she is there."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from moeli.platform.access import drafts
from moeli.platform.access.policy import signed_in
from moeli.platform.access.views.acting import actor

_KEY_LENGTH = 60
_DONE, _UNREADABLE = 204, 400


@require_POST
@signed_in()
def keep(request: HttpRequest) -> HttpResponse:
    """Keep the fields of a page; the answer is empty."""
    page, fields = request.POST.get("page", ""), drafts.fields_in(request.POST.get("fields", ""))
    if not 0 < len(page) <= _KEY_LENGTH or fields is None:
        return HttpResponse(status=_UNREADABLE)
    booth = request.booth  # type: ignore[attr-defined]  # set by ActorMiddleware
    drafts.keep(actor=actor(request), booth=booth, page=page, fields=fields)
    return HttpResponse(status=_DONE)


@require_POST
@signed_in()
def awake(_request: HttpRequest) -> HttpResponse:
    """Somebody touched the keyboard: the middleware has noted it."""
    return HttpResponse(status=_DONE)
