"""Connections that are kept, and requests that are bytes before the first is sent.

What presses a site beside it, on the same cores, must cost little.
"""

import socket
from collections.abc import Mapping
from urllib.parse import urlencode
from uuid import UUID

from moeli.demo.booth import Booth

_HOST, _TIMEOUT_SECONDS = "127.0.0.1", 20
_BLOCK = 65_536
_DONE = b"HTTP/1.1 302"
_GONE_TO_THE_DESK = b"\r\nlocation: /desk/\r\n"


class Line:
    """One connection to the site; `asked` is what the caller remembers of the open request."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection((_HOST, port), timeout=_TIMEOUT_SECONDS)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.asked = 0.0
        self._came = b""

    def send(self, request: bytes, asked: float) -> None:
        """Send one request. The line is free again when `answered` has told its answer."""
        self.asked, self._came = asked, b""
        self.socket.sendall(request)

    def answered(self) -> bytes | None:
        """The whole answer; None while some of it is on its way. Raises OSError when it broke."""
        came = self.socket.recv(_BLOCK)
        if not came:
            raise ConnectionResetError("the site closed the connection")
        self._came += came
        head, ended, body = self._came.partition(b"\r\n\r\n")
        return self._came if ended and len(body) >= _length(head) else None

    def close(self) -> None:
        """Let go of the connection."""
        self.socket.close()


def decision(booth: Booth, inspection: UUID, outcome: str, key: UUID) -> bytes:
    """The request by which the officer at `booth` decides."""
    body = urlencode({"outcome": outcome, "key": str(key)}).encode()
    head = {
        "Host": f"{_HOST}:{booth.port}",
        **booth.headers,
        "Content-Type": "application/x-www-form-urlencoded",
        "Content-Length": str(len(body)),
    }
    return _head(f"POST /desk/inspections/{inspection}/decision/ HTTP/1.1", head) + body


def is_recorded(answer: bytes) -> bool:
    """Whether the site said that it is: it leads back to the empty box."""
    head = answer.partition(b"\r\n\r\n")[0].lower() + b"\r\n"
    return answer.startswith(_DONE) and _GONE_TO_THE_DESK in head


def _head(first: str, headers: Mapping[str, str]) -> bytes:
    lines = [first, *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode()


def _length(head: bytes) -> int:
    """What the answer says of its body. Raises ValueError where it says nothing."""
    found = head.lower().partition(b"\r\ncontent-length:")[2]
    return int(found.partition(b"\r\n")[0])
