"""A site for tests of the web server: it says what it was handed, in bytes and in words."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from moeli.config.whole_bodies import REFUSED, WholeBodies

MOST = 300_000


def _echo(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    length = int(environ.get("CONTENT_LENGTH") or 0)
    body = environ["wsgi.input"].read(length) if length else b""
    told = {
        "size": len(body),
        "sha256": hashlib.sha256(body).hexdigest(),
        "refused": environ.get(REFUSED, ""),
    }
    text = json.dumps(told).encode()
    start_response("200 OK", [("Content-Type", "application/json")])
    return [text]


application = WholeBodies(_echo, {"/door/": MOST}, threads=8, grace=1.5)
