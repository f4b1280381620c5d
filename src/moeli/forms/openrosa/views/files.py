"""The pictures, sounds and files of a run that came from a phone."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from moeli.forms.openrosa import selectors
from moeli.platform.access.policy import signed_in
from moeli.platform.access.views.acting import actor


@require_GET
@signed_in()
def look(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """How many there are and how large; opening one is recorded."""
    run, row, files = selectors.files_of_run(actor(request), run_id)
    lacking = max((row.files_named if row else 0) - len(files), 0)
    shown = {"run": run, "files": files, "lacking": lacking}
    return render(request, "moeli/openrosa/files.html", shown)


@require_GET
@signed_in()
def one(request: HttpRequest, run_id: UUID, blob_id: UUID) -> HttpResponseBase:
    """One of them, to be saved."""
    return selectors.file_of_run(actor(request), run_id, blob_id)
