"""The two pages for machines that watch this one."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from moeli.operations.watching import health, meters
from moeli.operations.watching.who_may_look import may_look
from moeli.platform.errors import absent

_WELL, _NOT_WELL = 200, 503
_LATELY = health.Lately(seconds=5.0)


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """200 or 503; what was examined only for those who may look."""
    trusted = may_look(request)
    findings = health.examine() if trusted else _LATELY.examine()
    well = all(finding.well for finding in findings)
    shown: dict[str, object] = {"well": well}
    if trusted:
        shown["parts"] = {finding.part: finding.text for finding in findings}
    return JsonResponse(shown, status=_WELL if well else _NOT_WELL)


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus's text format; absent for all others."""
    if not may_look(request):
        raise absent()
    return HttpResponse(meters.exposition(), content_type="text/plain; version=0.0.4")
