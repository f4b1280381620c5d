"""E-mail through Django's own backends: `file:/folder` or `smtp://user:password@host:port`."""

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.module_loading import import_string

from moeli.platform.notices.channels.letter import TIMEOUT_S, Letter, UndeliveredError

_FROM = "moeli@localhost"
_PORTS = {"smtp": 25, "smtps": 465}


def send(address: str, letter: Letter) -> None:
    """Send one e-mail; `?from=` names the sender, `?starttls=1` asks for encryption on the way.

    Raises UndeliveredError.
    """
    parts = urlsplit(address)
    message = EmailMessage(
        subject=letter.text,
        body=f"{letter.text}.\n",
        from_email=parse_qs(parts.query).get("from", [_FROM])[0],
        to=[letter.to],
        headers={"Message-ID": f"<{letter.id}@moeli>"},
        connection=_connection(address),
    )
    try:
        message.send()
    except OSError as error:  # smtplib's errors are OSErrors as well
        raise UndeliveredError from error


def _connection(address: str) -> BaseEmailBackend:
    parts = urlsplit(address)
    if parts.scheme == "file":
        return _backend("filebased", file_path=parts.path)
    return _backend(
        "smtp",
        host=parts.hostname,
        port=parts.port or _PORTS[parts.scheme],
        username=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        use_ssl=parts.scheme == "smtps",
        use_tls="starttls" in parse_qs(parts.query),
        timeout=TIMEOUT_S,
    )


def _backend(name: str, **how: Any) -> BaseEmailBackend:
    kind: type[BaseEmailBackend] = import_string(f"django.core.mail.backends.{name}.EmailBackend")
    return kind(**how)
