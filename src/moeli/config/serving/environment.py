"""A request as the web server gives it (RSGI), told as WSGI tells it (PEP 3333)."""

import sys
from io import BytesIO
from typing import Any

from granian.rsgi import Scope

Environ = dict[str, Any]
_OWN_NAMES = {"content-type": "CONTENT_TYPE", "content-length": "CONTENT_LENGTH"}


def environ_of(scope: Scope) -> Environ:
    """The environment without a body."""
    name, _colon, port = scope.server.rpartition(":")
    return _headers(scope) | {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_NAME": name,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }


def with_body(environ: Environ, body: bytes) -> Environ:
    """The same with a body, whose length it says."""
    told = {"CONTENT_LENGTH": str(len(body)), "wsgi.input": BytesIO(body)}
    kept = {name: each for name, each in environ.items() if name != "HTTP_TRANSFER_ENCODING"}
    return kept | told


def announced(environ: Environ) -> int | None:
    """The length that the request says its body has."""
    try:
        return int(environ.get("CONTENT_LENGTH") or "")
    except ValueError:
        return None


def _headers(scope: Scope) -> Environ:
    """A name with an underscore is left out: it would pass for the same name with a dash."""
    told: Environ = {"HTTP_HOST": scope.authority} if scope.authority else {}
    for name, value in scope.headers.items():
        if "_" in name:
            continue
        key = _OWN_NAMES.get(name) or f"HTTP_{name.replace('-', '_').upper()}"
        before = told.get(key)
        between = "; " if name == "cookie" else ","
        told[key] = value if before is None or key == "HTTP_HOST" else f"{before}{between}{value}"
    return told
