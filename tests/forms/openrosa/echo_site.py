"""A site for tests of the web server: it says what it was handed, in bytes and in words."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any

from moeli.config.serving.bodies import Patience
from moeli.config.serving.door import Door
from moeli.platform.bodies import REFUSED

MOST = 300_000


class _Stream:
    """An answer in pieces, as Django's streaming ones are: a flag, pieces, a way to close."""

    streaming = True

    def __iter__(self) -> Iterator[bytes]:
        return (b"piece %d\n" % number for number in range(3))

    def close(self) -> None:
        closed.append("closed")


closed: list[str] = []


def _echo(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    if environ["PATH_INFO"].startswith("/stream/"):
        start_response("200 OK", [("Content-Type", "text/plain"), ("X-Closed", str(len(closed)))])
        return _Stream()
    length = int(environ.get("CONTENT_LENGTH") or 0)
    body = environ["wsgi.input"].read(length) if length else b""
    told = {
        "size": len(body),
        "sha256": hashlib.sha256(body).hexdigest(),
        "refused": environ.get(REFUSED, ""),
        "environ": {name: each for name, each in environ.items() if isinstance(each, str)},
    }
    text = json.dumps(told).encode()
    start_response("200 OK", [("Content-Type", "application/json")])
    return [text]


def _site(grace: float) -> Door:
    return Door(
        _echo,
        {"/door/": MOST},
        threads=8,
        most=MOST,
        patience=Patience(grace=grace),
        on_a_page=Patience(grace=grace),
    )


application = _site(1.5)
patient = _site(60.0)
