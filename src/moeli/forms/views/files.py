"""Pictures and sounds of a form, inside a run or a preview: to be shown, never run."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from moeli.forms import opening, selectors
from moeli.forms.editions.media import Media
from moeli.forms.policies import RUNNING
from moeli.forms.views.acting import actor
from moeli.platform.access.policy import signed_in
from moeli.platform.blobs.serving import HEADERS, attachment


@require_GET
@signed_in(RUNNING.action)
def of_run(request: HttpRequest, run_id: UUID, name: str) -> HttpResponse:
    """A file of the form of her own run."""
    return _answer(*selectors.run_media(actor(request), run_id, name))


@require_GET
@signed_in()
def of_answer(request: HttpRequest, run_id: UUID, name: str) -> HttpResponseBase:
    """A file that a question of a run was answered with (journaled)."""
    file = opening.answer_file(actor(request), run_id, name)
    return attachment(
        actor=actor(request),
        blob_id=file.named.blob,
        subject=file.subject,
        purpose="form:answers",
        place=file.place,
        media_type=file.named.media_type,
    )


@require_GET
@signed_in()
def of_edition(request: HttpRequest, edition_id: UUID, name: str) -> HttpResponse:
    """A file of an edition."""
    person = actor(request)
    return _answer(*selectors.media(selectors.edition(person, edition_id), name))


@require_GET
@signed_in()
def of_upload(request: HttpRequest, staged_id: UUID, name: str) -> HttpResponse:
    """A file of an upload that waits."""
    return _answer(*selectors.upload_media(actor(request), staged_id, name))


def _answer(media: Media, content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type=media.type)
    response["Content-Disposition"] = "inline"
    for header, value in HEADERS.items():
        response[header] = value
    return response
