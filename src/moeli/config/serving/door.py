"""Bodies handed on whole: de-chunked, measured, in time.

What arrives in chunks has no length, and Django takes a request without one for empty. A body cut
off on its way looks to granian like one that has ended, and one that trickles would hold a thread
for as long as its sender likes. So a body is read to its end before a thread sees the request, and
handed on with its length. At the doors named here, whatever is wrong with it stands in the
environment, and the door says so in its own words; everywhere else the answer is given here, and
chunks are refused: no page and no device of ours sends them.

It is kept in memory, never in a temporary file: on the disk it would lie there in the clear.
"""

from asyncio import Semaphore
from collections.abc import Mapping
from email.message import Message
from http import HTTPStatus
from typing import Final

from granian.rsgi import HTTPProtocol, Scope

from moeli.config.serving.bodies import Busy, Patience, turn, whole
from moeli.config.serving.environment import Environ, announced, environ_of, with_body
from moeli.config.serving.refusals import refuse
from moeli.config.serving.threads import Application, Threads
from moeli.platform.bodies import REFUSED, BodyProblem

_PHONES_AT_ONCE: Final = 3  # bodies kept at a time, for phones on bad links
_LARGE: Final = 1_000_000  # bytes; of larger ones as many are kept at a time as there are threads
_AT_A_DOOR: Final = Patience()
_ON_A_PAGE: Final = Patience(longest=300.0)


class Door:
    """`largest` says, by the beginning of an address, how many bytes its door takes at most.

    Every other address takes `most`; what announces more, Django refuses without reading it.
    """

    def __init__(
        self,
        application: Application,
        largest: Mapping[str, int],
        *,
        threads: int,
        most: int,
        patience: Patience = _AT_A_DOOR,
        on_a_page: Patience = _ON_A_PAGE,
    ) -> None:
        self._threads = Threads(application, threads)
        self._largest, self._most = largest, most
        self._patience, self._on_a_page = patience, on_a_page
        self._phones, self._large = Semaphore(_PHONES_AT_ONCE), Semaphore(threads)

    async def __rsgi__(self, scope: Scope, protocol: HTTPProtocol) -> None:
        """The application's answer, its body whole; or 400, 408, 411."""
        environ = environ_of(scope)
        coding = environ.get("HTTP_TRANSFER_ENCODING", "").strip().lower()
        most = self._at_door(scope.path)
        if most is not None and scope.method == "POST":
            environ = await self._whole_at_door(environ, protocol, coding, most)
        elif coding:
            refuse(protocol, HTTPStatus.LENGTH_REQUIRED)
            return
        elif 0 < (length := announced(environ) or 0) <= self._most:
            body = await self._whole_on_page(protocol, length)
            if isinstance(body, HTTPStatus):
                refuse(protocol, body)
                return
            environ = with_body(environ, body)
        await self._threads.answer(environ, protocol)

    def _at_door(self, path: str) -> int | None:
        found = (most for begins, most in self._largest.items() if path.startswith(begins))
        return next(found, None)

    async def _whole_at_door(
        self, environ: Environ, protocol: HTTPProtocol, coding: str, most: int
    ) -> Environ:
        length = announced(environ)
        body: bytes | BodyProblem = b""
        if coding not in ("", "chunked"):
            body = BodyProblem.CODING
        elif length is not None and length > most:
            body = BodyProblem.TOO_LARGE
        elif length != 0:
            body = await self._read_at_door(protocol, most)
        if isinstance(body, bytes):
            if not _is_cut(environ, body, length):
                return with_body(environ, body)
            body = BodyProblem.CUT
        return with_body(environ, b"") | {REFUSED: body}

    async def _read_at_door(self, protocol: HTTPProtocol, most: int) -> bytes | BodyProblem:
        try:
            async with turn(self._phones, self._patience.wait):
                return await whole(protocol, most, self._patience)
        except Busy:
            return BodyProblem.BUSY

    async def _whole_on_page(self, protocol: HTTPProtocol, length: int) -> bytes | HTTPStatus:
        try:
            if length <= _LARGE:
                body = await whole(protocol, length, self._on_a_page)
            else:
                async with turn(self._large, self._on_a_page.wait):
                    body = await whole(protocol, length, self._on_a_page)
        except Busy:
            body = BodyProblem.BUSY
        if isinstance(body, BodyProblem):
            return HTTPStatus.REQUEST_TIMEOUT
        return body if len(body) == length else HTTPStatus.BAD_REQUEST


def _is_cut(environ: Environ, body: bytes, length: int | None) -> bool:
    """Whether less came than was meant: told by the length, or by the last line of its parts."""
    if length is not None:
        return len(body) != length
    told = Message()
    told["Content-Type"] = environ.get("CONTENT_TYPE", "")
    boundary = told.get_boundary()
    return bool(boundary) and f"--{boundary}--".encode() not in body[-len(str(boundary)) - 200 :]
