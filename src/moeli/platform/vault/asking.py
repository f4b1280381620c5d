"""How the key service is asked over HTTP; loaded where one is asked, and by no other site."""

import ssl
from functools import cache
from typing import Any

import httpx

TooSlow = httpx.TimeoutException
Unreachable = httpx.HTTPError
_SECONDS = httpx.Timeout(5, connect=2)


def post(url: str, body: dict[str, Any], token: str, ca: str) -> httpx.Response:
    """What is answered, whatever its status. Raises TooSlow, Unreachable."""
    return _client(ca).post(url, json=body, headers={"X-Vault-Token": token}, timeout=_SECONDS)


@cache
def _client(ca: str) -> httpx.Client:
    return httpx.Client(verify=ssl.create_default_context(cafile=ca or None), trust_env=False)
