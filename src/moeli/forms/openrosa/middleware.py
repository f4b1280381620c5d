"""What holds at the door for phones before anything else looks, and after all has answered."""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponseBase
from django.utils import translation

from moeli.forms.openrosa import PREFIX, door
from moeli.forms.openrosa.errors import PhoneError
from moeli.platform.errors import ErrorCode, MoeliError, PlatformError

_BY_STATUS: Final[dict[int, ErrorCode]] = {
    404: PlatformError.ABSENT,
    405: PhoneError.WRONG_METHOD,
    500: PhoneError.DEFECT,
    503: PhoneError.RECORDS_AWAY,
}


class PhoneMiddleware:
    """No cookie is looked at, and each answer is one of OpenRosa, in the phone's language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        request.META.pop("HTTP_COOKIE", None)
        request.COOKIES.clear()
        with translation.override(translation.get_language_from_request(request)):
            response = self.get_response(request)
            if response.status_code < 300 or response.headers.get(door.VERSION_HEADER):
                return door.dressed(response)
            reason = _BY_STATUS.get(response.status_code, PhoneError.NOT_READ)
            return door.dressed(door.refusal(MoeliError(reason)))
