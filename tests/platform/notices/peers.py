"""Real other sides: a mail server and an SMS gateway on sockets of their own."""

import json
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any


class MailServer(socketserver.ThreadingTCPServer):
    """As much of RFC 5321 as one client needs. While `refuses`, it takes no recipient."""

    allow_reuse_address = daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _MailSession)
        self.taken: list[str] = []
        self.refuses = False

    @property
    def address(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}/?from=moeli@post.example"


class _MailSession(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self._say("220 here")
        for line in iter(self.rfile.readline, b""):
            verb = line[:4].upper()
            if verb == b"DATA":
                self._say("354 go on")
                self.server.taken.append(self._text())
                self._say("250 taken")
            elif verb == b"RCPT" and self.server.refuses:
                self._say("451 try again later")
            elif verb == b"QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 yes")

    def _text(self) -> str:
        lines = iter(self.rfile.readline, b".\r\n")
        return b"".join(lines).decode()

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


class Gateway(HTTPServer):
    """Takes messages by POST; answers with `status`."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Post)
        self.taken: list[dict[str, Any]] = []
        self.status = 202

    @property
    def address(self) -> str:
        return f"http://user:secret@127.0.0.1:{self.server_address[1]}/send"


class _Post(BaseHTTPRequestHandler):
    server: Gateway

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        told = {name: self.headers[name] for name in ("Idempotency-Key", "Authorization")}
        self.server.taken.append(body | told)
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: the test looks at what was taken."""


@contextmanager
def serving(server: socketserver.BaseServer) -> Iterator[None]:
    """The server in a thread, for the length of a block."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
