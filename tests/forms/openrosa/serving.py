"""A real web server for tests, as the site starts it, and the raw requests that it gets."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
_SERVER = (
    "import sys; from granian.constants import Interfaces; from granian.server import Server;"
    "Server(sys.argv[1], address='127.0.0.1', port=int(sys.argv[2]), interface=Interfaces.RSGI,"
    " workers=1, log_access=False, log_level='warning').serve()"
)


@contextmanager
def served(application: str, **surroundings: str) -> Iterator[int]:
    """The port where granian serves `application`, with the options of `supervision/web.py`."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    words = [sys.executable, "-c", _SERVER, application, str(port)]
    environment = os.environ | {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"} | surroundings
    process = subprocess.Popen(words, env=environment, start_new_session=True)
    try:
        _wait_for(port, process)
        yield port
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(300):
        assert process.poll() is None, "the server ended"
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the server did not come up")


def talk(port: int, *pieces: bytes, pause: float = 0.0, shut: bool = False) -> bytes:
    """Send the pieces of a request over one connection; what came back until it was whole."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
        for at, piece in enumerate(pieces):
            if at and pause:
                time.sleep(pause)
            line.sendall(piece)
        if shut:
            line.shutdown(socket.SHUT_WR)
        return _answer(line)


def _answer(line: socket.socket) -> bytes:
    found = b""
    while True:
        head, end, body = found.removeprefix(b"HTTP/1.1 100 Continue\r\n\r\n").partition(
            b"\r\n\r\n"
        )
        length = [h for h in head.lower().split(b"\r\n") if h.startswith(b"content-length:")]
        if end and length and len(body) >= int(length[0].split(b":")[1]):
            return found
        piece = line.recv(65_536)
        if not piece:
            return found
        found += piece


def chunked(body: bytes, size: int = 1000) -> bytes:
    """A body as HTTP/1.1 sends it in chunks."""
    cuts = (body[at : at + size] for at in range(0, len(body), size))
    return b"".join(b"%x;note=1\r\n%s\r\n" % (len(cut), cut) for cut in cuts) + b"0\r\n\r\n"
