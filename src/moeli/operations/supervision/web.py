"""The pages' own process: granian, one worker (SQLite has one writer), TLS when it has a key."""

from pathlib import Path
from typing import Any

from django.conf import settings
from granian.constants import Interfaces
from granian.server import Server

from moeli.config.settings.parts.logs import granian_logs


def serve(host: str, port: int, threads: int) -> int:
    """Serve until stopped, `threads` requests at a time."""
    Server(
        "moeli.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=threads,
        log_access=False,
        log_level="warning",
        log_dictconfig=granian_logs(settings.LOGGING),
        respawn_failed_workers=True,
        **_tls(settings.MOELI_CERTIFICATE, settings.MOELI_CERTIFICATE_KEY),
    ).serve()
    return 0


def _tls(certificate: Path | None, key: Path | None) -> dict[str, Any]:
    return {"ssl_cert": certificate, "ssl_key": key} if certificate and key else {}
