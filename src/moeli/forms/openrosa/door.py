"""The door itself: letting a phone in, reading what it sent whole, answering as OpenRosa does."""

from collections.abc import Callable, Iterator
from functools import wraps
from http import HTTPStatus
from typing import Any, Final, TypeVar

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseBase, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.http import http_date
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt

from moeli.forms.openrosa import LARGEST_REQUEST, digest, nonces, rules
from moeli.forms.openrosa.admission import admit
from moeli.forms.openrosa.documents import MEDIA_TYPE, response
from moeli.forms.openrosa.errors import PhoneError
from moeli.forms.openrosa.sent import Sent
from moeli.platform import clock
from moeli.platform.bodies import REFUSED, BodyProblem
from moeli.platform.errors import MoeliError

VERSION_HEADER: Final = "X-OpenRosa-Version"
LENGTH_HEADER: Final = "X-OpenRosa-Accept-Content-Length"
XML_PART: Final = "xml_submission_file"
_REFUSED: Final = {
    BodyProblem.TOO_LARGE: PhoneError.TOO_LARGE,
    BodyProblem.TOO_SLOW: PhoneError.TOO_SLOW,
    BodyProblem.CUT: PhoneError.CUT,
    BodyProblem.BUSY: PhoneError.BUSY,
    BodyProblem.CODING: PhoneError.CODING,
}
View = Callable[..., HttpResponseBase]
Answer = TypeVar("Answer", bound=HttpResponseBase)


class Challenge(HttpResponse):
    """A 401 with a challenge for each algorithm, each in a header of its own."""

    def __init__(self, content: bytes, challenges: list[str]) -> None:
        super().__init__(content, content_type=MEDIA_TYPE, status=HTTPStatus.UNAUTHORIZED)
        self._challenges = challenges

    def items(self) -> Any:  # noqa: ANN401 -- as Django declares it
        """The headers as the server writes them."""
        return [*super().items(), *(("WWW-Authenticate", each) for each in self._challenges)]


def for_phones(*methods: str) -> Callable[[View], View]:
    """A view for phones that were let in; it gets the phone beside the request.

    It is exempt from the guard against forged pages, which rests on cookies: none is read here,
    and what names an origin is turned away.
    """

    def made(view: View) -> View:
        @csrf_exempt
        @wraps(view)
        def answered(request: HttpRequest, key: str = "", **parts: Any) -> HttpResponseBase:
            try:
                if request.method not in methods:
                    raise MoeliError(PhoneError.WRONG_METHOD)
                return view(request, admit(request, key), key, **parts)
            except MoeliError as error:
                return refusal(error)

        return answered

    return made


def sent(request: HttpRequest) -> Sent:
    """What the phone sent, whole and in parts.

    Raises MoeliError `phone_too_large`, `phone_too_slow`, `phone_cut`, `phone_busy`,
    `phone_coding`, `phone_too_many_files` or `phone_not_in_parts`.
    """
    if refused := request.META.get(REFUSED):
        raise MoeliError(_REFUSED[refused], most=LARGEST_REQUEST)
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_REQUEST:
        raise MoeliError(PhoneError.TOO_LARGE, most=LARGEST_REQUEST)
    files = _files(request)
    answers = [file for name, file in files if name == XML_PART]
    if len(answers) != 1:
        raise MoeliError(PhoneError.NOT_IN_PARTS)
    beside: dict[str, bytes] = {}
    for name, file in files:
        if name != XML_PART and file.size:  # an empty one would keep the phone from ever ending
            plain, data = str(file.name), file.read()
            if beside.setdefault(plain, data) != data:
                raise MoeliError(PhoneError.FILE_DIFFERS)
    return Sent(answers[0].read(), beside, request.headers.get("Date", ""))


def said(message: str, status: int) -> HttpResponse:
    """An answer to a submission that was kept."""
    content = response(message, "submit_success")
    return HttpResponse(content, content_type=MEDIA_TYPE, status=status)


def refusal(error: MoeliError) -> HttpResponse:
    """An answer to what was refused, in words; where a phone is not known, with challenges."""
    content = response(str(error), "submit_error")
    if error.reason is PhoneError.NOT_KNOWN:
        nonce = nonces.fresh(clock.now())
        stale = bool(error.data.get("stale"))
        return dressed(Challenge(content, digest.challenges(nonce, stale=stale)))
    answer = HttpResponse(content, content_type=MEDIA_TYPE, status=error.status)
    if error.status in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE):
        answer.headers["Retry-After"] = "60"
    return dressed(answer)


def dressed(answer: Answer) -> Answer:
    """With the headers that every answer of the standard has."""
    answer.headers[VERSION_HEADER] = "1.0"
    answer.headers[LENGTH_HEADER] = str(LARGEST_REQUEST)
    answer.headers["Date"] = http_date(clock.now().timestamp())
    answer.headers["Content-Language"] = get_language() or "en"
    return answer


def _files(request: HttpRequest) -> list[tuple[str, "UploadedFile[Any]"]]:
    if request.content_type != "multipart/form-data":
        raise MoeliError(PhoneError.NOT_IN_PARTS)
    try:
        return list(_each(request))
    except RequestDataTooBig as error:
        raise MoeliError(PhoneError.TOO_LARGE, most=LARGEST_REQUEST) from error
    except (TooManyFilesSent, TooManyFieldsSent) as error:
        most = rules.limit("most_files", clock.today())
        raise MoeliError(PhoneError.TOO_MANY_FILES, most=most) from error
    except (MultiPartParserError, UnreadablePostError, UnicodeError, LookupError) as error:
        raise MoeliError(PhoneError.CUT) from error


def _each(request: HttpRequest) -> Iterator[tuple[str, "UploadedFile[Any]"]]:
    for name, files in request.FILES.lists():
        for file in files:
            yield name, file
