"""SMS: a line in `file:/path`, or a POST to the gateway whose address is given."""

import json
from dataclasses import asdict
from pathlib import Path
from urllib.parse import urlsplit

from moeli.platform.notices.channels.letter import TIMEOUT_S, Letter, UndeliveredError


def send(address: str, letter: Letter) -> None:
    """Send one SMS as JSON: `id`, `to`, `text`; the id is the Idempotency-Key as well.

    A user and a password in the gateway's address are sent as basic authentication. Raises
    UndeliveredError, also when the gateway does not answer within ten seconds.
    """
    if urlsplit(address).scheme == "file":
        return _written(Path(urlsplit(address).path), letter)
    return _posted(address, letter)


def _written(file: Path, letter: Letter) -> None:
    try:
        with file.open("a", encoding="utf-8") as lines:
            lines.write(json.dumps(asdict(letter), ensure_ascii=False) + "\n")
    except OSError as error:
        raise UndeliveredError from error


def _posted(address: str, letter: Letter) -> None:
    import httpx  # loaded where an SMS is sent over a gateway: most processes send none

    gateway = httpx.URL(address)
    try:
        answer = httpx.post(
            gateway.copy_with(userinfo=b""),  # the library logs addresses, with what is in them
            auth=(gateway.username, gateway.password) if gateway.userinfo else None,
            json=asdict(letter),
            headers={"Idempotency-Key": letter.id},
            timeout=TIMEOUT_S,
        )
        answer.raise_for_status()
    except httpx.HTTPError as error:
        raise UndeliveredError from error
