"""An officer at her booth over real HTTP, with no more work than a request needs.

She signs in like everybody; then one connection is kept, and pages are not looked through: what
drives load beside the site that it measures must cost little.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse
from urllib.parse import urlencode
from uuid import UUID

from moeli.demo.browser import Browser
from moeli.demo.signing_in import sign_in
from moeli.demo.site import HOST

_TIMEOUT_SECONDS = 20
_GONE_TO, _OK = 302, 200


@dataclass(frozen=True, slots=True)
class Officer:
    """An account of the demonstration and the link that makes her computer a booth."""

    username: str
    secret: str
    link: str


class UnansweredError(Exception):
    """The connection broke before the answer: nobody knows whether it was done."""


class RefusedError(Exception):
    """The site answered, and did not do it; `str()` is the status."""


class Booth:
    """A signed-in officer's computer; no two threads use one at once."""

    def __init__(self, port: int, cookies: Mapping[str, str]) -> None:
        self.cookies = dict(cookies)
        self.port, self._connection = port, HTTPConnection(HOST, port, timeout=_TIMEOUT_SECONDS)
        carried = "; ".join(f"{name}={value}" for name, value in cookies.items())
        self.headers = {"Cookie": carried, "X-CSRFToken": cookies["csrftoken"]}

    def close(self) -> None:
        """Let go of the connection; the next request makes a new one."""
        self._connection.close()

    def scan(self, zone: str, direction: str) -> UUID:
        """Scan a document; the inspection that was opened. Raises as the others do."""
        sent = {"zone": zone, "direction": direction, "how": "wedge_scan"}
        answer, _body = self._ask("POST", "/desk/", sent)
        place = answer.getheader("Location") or ""
        if answer.status != _GONE_TO or not place.startswith("/desk/inspections/"):
            raise RefusedError(str(answer.status))
        return UUID(place.split("/")[3])

    def look(self, inspection: UUID) -> bytes:
        """The full decision screen. Raises RefusedError or UnansweredError."""
        return self._page(f"/desk/inspections/{inspection}/")

    def decide(self, inspection: UUID, outcome: str, key: UUID) -> None:
        """Decide; when it returns, the site has said that it is recorded."""
        sent = {"outcome": outcome, "key": str(key)}
        answer, _body = self._ask("POST", f"/desk/inspections/{inspection}/decision/", sent)
        if answer.status != _GONE_TO or answer.getheader("Location") != "/desk/":
            raise RefusedError(str(answer.status))

    def desk(self) -> bytes:
        """The empty box, which also takes what there is to say to her."""
        return self._page("/desk/")

    def _page(self, path: str) -> bytes:
        answer, body = self._ask("GET", path)
        if answer.status != _OK:
            raise RefusedError(str(answer.status))
        return body

    def _ask(
        self, method: str, path: str, sent: Mapping[str, str] | None = None
    ) -> tuple[HTTPResponse, bytes]:
        headers = self.headers
        if sent is not None:
            headers = headers | {"Content-Type": "application/x-www-form-urlencoded"}
        try:
            self._connection.request(method, path, urlencode(sent or {}) or None, headers)
            answer = self._connection.getresponse()
            return answer, answer.read()
        except (OSError, HTTPException) as error:
            self._connection.close()
            raise UnansweredError from error


def seated(base: str, port: int, officer: Officer) -> Booth:
    """The booth of an officer who has just enrolled her computer and signed in there."""
    browser = Browser(base)
    page = browser.get(f"/enrol/{officer.link}/")
    browser.send(page, page.forms[-1])
    sign_in(browser, officer.username, officer.secret)
    return Booth(port, browser.cookies)
