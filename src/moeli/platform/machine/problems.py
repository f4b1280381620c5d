"""Errors as `application/problem+json` (RFC 9457), in the language asked for, without any value."""

import json
import logging
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any, Final

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from ninja.errors import ValidationError

from moeli.platform.errors import MoeliError, PlatformError
from moeli.platform.logbook.events import note, where
from moeli.platform.machine.errors import DoorError

MEDIA_TYPE: Final = "application/problem+json"
_TITLES: Final = {
    400: _("Not understood"),
    401: _("Not known"),
    403: _("A person is needed"),
    404: _("Nothing here"),
    405: _("Method not answered"),
    409: _("Not possible now"),
    413: _("Too large"),
    415: _("Wrong content type"),
    422: _("Not as described"),
    429: _("Too many requests"),
    500: _("A defect"),
    503: _("Not available now"),
}
_BY_STATUS: Final = {404: PlatformError.ABSENT, 405: DoorError.WRONG_METHOD, 500: DoorError.DEFECT}
_OF_THE_CALLER: Final = {"extra_forbidden", "invalid_key"}
Refused = Mapping[str, Any]


def problem(error: MoeliError, refused: Iterable[Refused] = ()) -> HttpResponse:
    """The answer to a foreseen error; `refused` are the validator's findings, values left out."""
    shown: dict[str, Any] = {
        "type": f"urn:moeli:problem:{error.code}",
        "title": str(_TITLES.get(error.status, HTTPStatus(error.status).phrase)),
        "status": error.status,
        "detail": str(error),
        "code": error.code,
    }
    found = [_place(each) for each in refused]
    if found:
        shown["errors"] = found
    response = HttpResponse(
        json.dumps(shown, ensure_ascii=False), status=error.status, content_type=MEDIA_TYPE
    )
    response.headers["Content-Language"] = get_language() or "en"
    _say_what_next(response, error)
    return response


def foreseen(_request: HttpRequest, error: MoeliError | type[MoeliError]) -> HttpResponse:
    """Any error of the family."""
    assert isinstance(error, MoeliError)
    return problem(error)


def not_as_described(
    _request: HttpRequest, error: ValidationError | type[ValidationError]
) -> HttpResponse:
    """What the schema refuses, part by part."""
    assert isinstance(error, ValidationError)
    return problem(MoeliError(DoorError.NOT_AS_DESCRIBED), error.errors)


def unforeseen(_request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    """A database that fails, or a defect: logged by type and place."""
    assert isinstance(error, Exception)
    if isinstance(error, DatabaseError):
        note("database.failed", level=logging.ERROR, **where(error))
        return problem(MoeliError(DoorError.RECORDS_AWAY))
    note("request.broken", level=logging.ERROR, view="door", **where(error))
    return problem(MoeliError(DoorError.DEFECT))


def nothing_here(_request: HttpRequest, **_parts: object) -> HttpResponse:
    """An address below the door's that nothing answers."""
    return problem(MoeliError(PlatformError.ABSENT))


def as_problem(response: HttpResponseBase) -> HttpResponseBase:
    """An error that something before or behind our handlers answered, in the door's form."""
    told = response.headers.get("Content-Type", "").startswith(MEDIA_TYPE)
    if told or response.status_code < HTTPStatus.BAD_REQUEST:
        return response
    status = response.status_code
    if isinstance(response, HttpResponse) and status == HTTPStatus.SERVICE_UNAVAILABLE:
        return problem(MoeliError(DoorError.RECORDS_AWAY))
    made = problem(MoeliError(_BY_STATUS.get(status, DoorError.NOT_READ)))
    if "Allow" in response.headers:
        made.headers["Allow"] = response.headers["Allow"]
    return made


def _say_what_next(response: HttpResponse, error: MoeliError) -> None:
    if error.reason is DoorError.UNKNOWN_DEVICE:
        response.headers["WWW-Authenticate"] = 'Bearer realm="moeli"'
    if error.reason is DoorError.TOO_MANY:
        response.headers["Retry-After"] = str(error.data["seconds"])


def _place(refused: Refused) -> dict[str, str]:
    """Where and what; a name that the caller made up is left out, since it may be anybody's."""
    what = str(refused["type"])
    parts = [str(part) for part in refused["loc"] if part != "payload"]
    return {"where": ".".join(parts[:-1] if what in _OF_THE_CALLER else parts), "what": what}
