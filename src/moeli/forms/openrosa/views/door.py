"""What a phone asks: the list, a form, its manifest and files, and to be rid of its answers."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from moeli.forms.openrosa import documents, presenters, selectors, services
from moeli.forms.openrosa.admission import Phone
from moeli.forms.openrosa.documents import MEDIA_TYPE
from moeli.forms.openrosa.door import for_phones, said, sent
from moeli.forms.selectors import xform_of
from moeli.platform.errors import absent

_TRUE = "true"


@for_phones("GET", "HEAD")
def form_list(request: HttpRequest, phone: Phone, key: str) -> HttpResponseBase:
    """The forms of this phone; the query may ask for one, for all versions, for more words."""
    asked = request.GET
    rows = selectors.forms_of(
        phone, asked.get("formID", ""), every=asked.get("listAllVersions") == _TRUE
    )
    verbose = asked.get("verbose") == _TRUE
    listed = presenters.listed(rows, _at(request, key), verbose=verbose)
    return _xml(documents.form_list(listed))


@for_phones("GET", "HEAD")
def form(request: HttpRequest, phone: Phone, key: str, edition_id: UUID) -> HttpResponseBase:
    """A form as it was published."""
    del request, key
    return _xml(xform_of(selectors.form_of(phone, edition_id)))


@for_phones("GET", "HEAD")
def manifest(request: HttpRequest, phone: Phone, key: str, edition_id: UUID) -> HttpResponseBase:
    """The files beside a form."""
    row = selectors.form_of(phone, edition_id)
    return _xml(documents.manifest(presenters.beside(row, _at(request, key))))


@for_phones("GET", "HEAD")
def file(
    request: HttpRequest, phone: Phone, key: str, edition_id: UUID, name: str
) -> HttpResponseBase:
    """A picture, a sound or a list."""
    del request, key
    data = selectors.file_of(selectors.form_of(phone, edition_id), name)
    return HttpResponse(data, content_type="application/octet-stream")


@for_phones("HEAD", "POST")
def submission(request: HttpRequest, phone: Phone, key: str) -> HttpResponseBase:
    """HEAD: where to send, and how much at once. POST: answers, with files or the rest of them."""
    where = _at(request, key)("phone_submission")
    if request.method == "HEAD":
        answer = HttpResponse(status=204)
    else:
        done = services.receive(phone=phone, sent=sent(request))
        answer = said(_sentence(done), 201 if done.fresh else 202)
    answer.headers["Location"] = where
    return answer


@for_phones("GET", "HEAD", "POST")
def nothing_here(request: HttpRequest, phone: Phone, key: str) -> HttpResponseBase:
    """Another address below the door's."""
    del request, phone, key
    raise absent()


def _sentence(done: services.Received) -> str:
    if done.reason:
        return _("Received and kept sealed, but set aside: a supervisor will look at it.")
    return _("Received, thank you.") if done.fresh else _("This was received before.")


def _at(request: HttpRequest, key: str) -> presenters.Address:
    """Where the door's addresses lie for this phone: with its token, if it came by one."""

    def address(view: str, /, **parts: object) -> str:
        given = parts | ({"key": key} if key else {})
        return request.build_absolute_uri(reverse(view, kwargs=given))

    return address


def _xml(content: bytes) -> HttpResponse:
    return HttpResponse(content, content_type=MEDIA_TYPE)
