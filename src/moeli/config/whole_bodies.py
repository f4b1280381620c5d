"""Bodies handed on whole: de-chunked, measured, in time.

What arrives in chunks has no length, and Django takes a request without one for empty. A body cut
off on its way looks to granian like one that has ended. So at the doors named here a body is read
to its end before anything else looks at the request, and handed on with its length; whatever is
wrong with it stands in `moeli.body_refused`, and the door says so in its own words. Everywhere
else a body in chunks is refused: no page and no device of ours sends one.

It is kept in memory, never in a temporary file: on the disk it would lie there in the clear.
"""

from collections.abc import Callable, Iterable, Mapping
from email.message import Message
from io import BytesIO
from threading import BoundedSemaphore, Event, Thread
from time import monotonic
from typing import Any, Final

REFUSED: Final = "moeli.body_refused"
TOO_LARGE, TOO_SLOW, CUT, BUSY, CODING = "too_large", "too_slow", "cut", "busy", "coding"
Environ = dict[str, Any]
Application = Callable[[Environ, Any], Iterable[bytes]]

_BLOCK = 16_384
_GRACE = 30.0  # seconds that any body may take
_SLOWEST = 2_000  # bytes a second that a larger one must come with: a phone at the edge of a cell
_AT_ONCE = 3  # bodies read at a time: phones on bad links must not hold every thread of a post
_WAIT = 0.5  # seconds that a body waits for its turn, for a thread waits with it
_LENGTH_REQUIRED = (
    "Send the body with its length: nothing here takes it in chunks.\n"
    "Romela 'mele oa kopo le bolelele ba oona: ha ho letho mona le o amohelang ka likotoana.\n"
)  # reviewed: no


class WholeBodies:
    """`largest` says, by the beginning of an address, how many bytes its door takes at most.

    Of the server's `threads` no more than half ever read bodies.
    """

    def __init__(
        self,
        application: Application,
        largest: Mapping[str, int],
        *,
        threads: int,
        grace: float = _GRACE,
    ) -> None:
        self._application = application
        self._largest = largest
        self._grace = grace
        self._turns = BoundedSemaphore(max(1, min(_AT_ONCE, threads // 2)))

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:  # noqa: ANN401 -- PEP 3333's callable
        """The application's answer, its body whole; or 411."""
        environ.pop(REFUSED, None)
        coding = environ.get("HTTP_TRANSFER_ENCODING", "").strip().lower()
        most = self._most(environ.get("PATH_INFO", ""))
        if most is not None and environ["REQUEST_METHOD"] == "POST":
            self._whole(environ, coding, most)
        elif coding:
            return _length_required(start_response)
        return self._application(environ, start_response)

    def _most(self, path: str) -> int | None:
        found = (most for begins, most in self._largest.items() if path.startswith(begins))
        return next(found, None)

    def _whole(self, environ: Environ, coding: str, most: int) -> None:
        announced = _announced(environ)
        body, refused = b"", ""
        if coding not in ("", "chunked"):
            refused = CODING
        elif announced is not None and announced > most:
            refused = TOO_LARGE
        else:
            body, refused = self._read(environ["wsgi.input"], announced, most)
        if not refused and _is_cut(environ, body, announced):
            refused = CUT
        if refused:
            body, environ[REFUSED] = b"", refused
        environ.pop("HTTP_TRANSFER_ENCODING", None)
        environ["CONTENT_LENGTH"] = str(len(body))
        environ["wsgi.input"] = BytesIO(body)

    def _read(self, stream: Any, announced: int | None, most: int) -> tuple[bytes, str]:  # noqa: ANN401 -- PEP 3333's stream
        if announced == 0:
            return b"", ""
        if not self._turns.acquire(timeout=_WAIT):
            return b"", BUSY
        reading = _Reading(stream, most, self._turns)
        reading.start()
        begun = monotonic()
        while not reading.ended.wait(min(0.5, self._grace)):
            if monotonic() - begun > self._grace + reading.size / _SLOWEST:
                return b"", TOO_SLOW
        return (b"", TOO_LARGE) if reading.size > most else (b"".join(reading.blocks), "")


class _Reading(Thread):
    """Reads a stream beside its request: the server's `read` waits for as long as the sender does.

    Left alone, it ends when the server closes the connection, which it does after the answer.
    """

    def __init__(self, stream: Any, most: int, turns: BoundedSemaphore) -> None:  # noqa: ANN401 -- PEP 3333's stream
        super().__init__(daemon=True, name="body")
        self._stream, self._most, self._turns = stream, most, turns
        self.blocks: list[bytes] = []
        self.size, self.ended = 0, Event()

    def run(self) -> None:
        try:
            while self.size <= self._most and (block := self._stream.read(_BLOCK)):
                self.size += len(block)
                self.blocks.append(bytes(block))
        finally:
            self.ended.set()
            self._turns.release()


def _announced(environ: Environ) -> int | None:
    try:
        return int(environ.get("CONTENT_LENGTH") or "")
    except ValueError:
        return None


def _is_cut(environ: Environ, body: bytes, announced: int | None) -> bool:
    """Whether less came than was meant: told by the length, or by the last line of its parts."""
    if announced is not None:
        return len(body) != announced
    told = Message()
    told["Content-Type"] = environ.get("CONTENT_TYPE", "")
    boundary = told.get_boundary()
    return bool(boundary) and f"--{boundary}--".encode() not in body[-len(str(boundary)) - 200 :]


def _length_required(start_response: Any) -> Iterable[bytes]:  # noqa: ANN401 -- PEP 3333's callable
    text = _LENGTH_REQUIRED.encode()
    headers = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(text)))]
    start_response("411 Length Required", headers)
    return [text]
