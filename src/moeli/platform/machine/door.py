"""The door itself: rooms hang their operations on it, each under a code of the profiles."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, Final

from django.http import HttpRequest
from ninja import NinjaAPI, Router
from ninja.errors import ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.parser import Parser
from ninja.security.http import HttpAuthBase

from moeli.platform.errors import MoeliError
from moeli.platform.machine import problems
from moeli.platform.machine.admission import admit
from moeli.platform.machine.caller import Caller
from moeli.platform.machine.schemas import problems as problem_answers

VERSION: Final = "1"
_ABOUT: Final = (
    "The door for machines. A device's token proves only the machine; a decision also needs an"
    " officer, who lends her name to the device at her desk. Cookies are not looked at."
)


class DeviceToken(HttpAuthBase):
    """Authorization: Bearer and the device's token, read by `admit`. One object an operation."""

    openapi_scheme = "bearer"

    def __init__(self, operation: str) -> None:
        super().__init__()
        self.operation = operation

    def __call__(self, request: HttpRequest) -> Caller:
        """The caller. Raises MoeliError: see `admit`."""
        return admit(request, self.operation)


class BodyParser(Parser):
    """Hands over what `admit` has read already."""

    def parse_body(self, request: HttpRequest) -> Any:  # noqa: ANN401 -- JSON is of any type
        """The object in the body."""
        return caller(request).body


class Door(NinjaAPI):
    """Our NinjaAPI: each error is a problem, also in the description."""

    def get_openapi_schema(
        self,
        *,
        path_prefix: str | None = None,
        path_params: dict[str, Any] | None = None,
    ) -> OpenAPISchema:
        """The description; errors have the media type of problems."""
        schema = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        for operations in schema["paths"].values():
            for described in operations.values():
                _as_problems(described["responses"])
        return schema


def caller(request: HttpRequest) -> Caller:
    """Who asks: set once `admit` let the request in."""
    found: Caller = request.auth  # type: ignore[attr-defined]  # set by django-ninja
    return found


def make_door() -> Door:
    """A door without operations."""
    door = Door(
        title="Moeli",
        version=VERSION,
        description=_ABOUT,
        docs_url=None,
        urls_namespace="door",
        parser=BodyParser(),
    )
    door.add_exception_handler(MoeliError, problems.foreseen)
    door.add_exception_handler(ValidationError, problems.not_as_described)
    door.add_exception_handler(Exception, problems.unforeseen)
    return door


def operation(
    router: Router, method: str, path: str, code: str, answers: dict[int, Any], summary: str
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Hang a function on `router` as the operation `code`, which profiles may allow."""
    body = {413, 415} if method == "POST" else set()
    made: Callable[[Callable[..., Any]], Callable[..., Any]] = router.api_operation(
        [method],
        path,
        auth=DeviceToken(code),
        response=problem_answers(*body) | answers,
        operation_id=code.replace(".", "_"),
        url_name=code,
        summary=summary,
    )
    OPERATIONS.add(code)
    return made


OPERATIONS: Final[set[str]] = set()
"""The codes of all operations that a room hung on a router."""


def _as_problems(answers: dict[int, dict[str, Any]]) -> None:
    for status, answer in answers.items():
        if status >= HTTPStatus.BAD_REQUEST:
            answer["content"] = {problems.MEDIA_TYPE: answer["content"]["application/json"]}
