"""The pages' own process: granian, TLS when it has a key.

One worker is enough for a post, and for SQLite, which has one writer. More of them answer from
more cores; what they count they lay together in a folder, so that whoever watches sees one site.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from granian.constants import Interfaces
from granian.server import Server

from moeli.config.settings.parts.logs import granian_logs
from moeli.operations.watching.meters import COUNTED_TOGETHER


def serve(host: str, port: int, workers: int = 1) -> int:
    """Serve until stopped, in `workers` processes, each MOELI_THREADS requests at a time."""
    with _counted_together(workers):
        Server(
            "moeli.config.rsgi:application",
            address=host,
            port=port,
            interface=Interfaces.RSGI,
            websockets=False,
            workers=workers,
            log_access=False,
            log_level="warning",
            log_dictconfig=granian_logs(settings.LOGGING),
            respawn_failed_workers=True,
            **_tls(settings.MOELI_CERTIFICATE, settings.MOELI_CERTIFICATE_KEY),
        ).serve()
    return 0


@contextmanager
def _counted_together(workers: int) -> Iterator[None]:
    if workers == 1:
        yield
        return
    with tempfile.TemporaryDirectory(prefix="moeli-meters-") as folder:
        os.environ[COUNTED_TOGETHER] = folder
        yield


def _tls(certificate: Path | None, key: Path | None) -> dict[str, Any]:
    return {"ssl_cert": certificate, "ssl_key": key} if certificate and key else {}
