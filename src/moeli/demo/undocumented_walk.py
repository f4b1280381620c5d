"""A Mosotho without any document over real HTTP: asked, vouched for, confirmed, admitted."""

from collections.abc import Iterator

from moeli.demo.browser import Browser
from moeli.demo.inspecting import decided, expect, offer
from moeli.demo.signing_in import WalkError

_OF = "The identification"
_ANSWERS = {
    "name": "Keneuoe Imagined",
    "village": "Ha Invented, Leribe",
    "chief": "Chief Legend",
}
_CALLED = "Chief Legend, +266 5000 0001"


def walk(officer: Browser, supervisor: Browser) -> Iterator[str]:
    """Do the task; yields what was done. Raises WalkError. `supervisor` is the second officer."""
    page = officer.get("/desk/identifications/")
    page = officer.send(page, page.form_with("chief"), **_ANSWERS)
    expect(page, _OF, "Waits for a voucher", _ANSWERS["village"])
    address = page.url
    page = officer.send(page, page.form_with("kind"), kind="chief_called", by=_CALLED)
    expect(page, _OF, "Waits for a second officer", _CALLED)
    for outcome in ("admitted", "refused"):
        if offer(page, outcome):
            raise WalkError(f"{_OF} offers {outcome!r} before a second officer spoke.")
    yield "A Mosotho without document: asked, and the chief vouches by telephone"
    _confirmed(supervisor, address)
    page = officer.get(address)
    expect(page, _OF, "Confirmed by a second officer")
    decided(officer, page, _OF, "admitted")
    yield "A second officer identified the person, who was admitted"


def _confirmed(supervisor: Browser, address: str) -> None:
    page = supervisor.get(address)
    page = supervisor.send(page, page.form_with("word"), word="confirmed")
    expect(page, _OF, "Confirmed by a second officer")
