"""What is answered, in two languages, to a request whose body did not come whole."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Final

from granian.rsgi import HTTPProtocol

_SAID: Final[Mapping[HTTPStatus, str]] = {
    HTTPStatus.LENGTH_REQUIRED: (
        "Send the body with its length: nothing here takes it in chunks.\n"
        "Romela 'mele oa kopo le bolelele ba oona: ha ho letho mona le o amohelang ka likotoana.\n"
    ),
    HTTPStatus.REQUEST_TIMEOUT: (
        "What was sent did not come in time, and nothing was done. Send it again.\n"
        "Se rometsoeng ha sea fihla ka nako, 'me ha ho letho le entsoeng. Se romele hape.\n"
    ),
    HTTPStatus.BAD_REQUEST: (
        "What was sent did not come whole, and nothing was done. Send it again.\n"
        "Se rometsoeng ha sea fihla kaofela, 'me ha ho letho le entsoeng. Se romele hape.\n"
    ),
}  # reviewed: no


def refuse(protocol: HTTPProtocol, status: HTTPStatus) -> None:
    """Answer with the status and its sentence."""
    headers = [("content-type", "text/plain; charset=utf-8"), ("cache-control", "no-store")]
    if status is HTTPStatus.REQUEST_TIMEOUT:
        headers.append(("retry-after", "10"))
    protocol.response_str(status.value, headers, _SAID[status])
