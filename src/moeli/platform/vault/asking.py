"""How the key service is asked over HTTP; loaded where one is asked, and by no other site."""

import ssl
from functools import cache

import httpx

TooSlow, Unreachable = httpx.TimeoutException, httpx.HTTPError
_SECONDS = httpx.Timeout(5, connect=2)


def post(url: str, body: object, headers: dict[str, str], ca: str) -> tuple[int, bytes]:
    """What is answered: its status, its body. Raises TooSlow, Unreachable."""
    answer = _client(ca).post(url, json=body, headers=headers, timeout=_SECONDS)
    return answer.status_code, answer.content


@cache
def _client(ca: str) -> httpx.Client:
    return httpx.Client(verify=ssl.create_default_context(cafile=ca or None), trust_env=False)
