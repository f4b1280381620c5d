"""The watch over real HTTP: it found what the seed let happen, and a supervisor answers."""

import time
from collections.abc import Iterator

from moeli.demo.browser import Browser, Page
from moeli.demo.inspecting import expect
from moeli.demo.signing_in import WalkError

PATIENCE_SECONDS = 75.0  # the watch looks once a minute
_NAME, _MOTIVE = "Out and back within minutes", "Turned back by the other side; seen by me."


def walk(supervisor: Browser) -> Iterator[str]:
    """Do the task; yields what was done. Raises WalkError."""
    page = _raised(supervisor)
    page = supervisor.get(page.link_to(_NAME))
    expect(page, "The alarm", _NAME, "2 times within", "Threshold")
    page = supervisor.send(page, page.form_with("motive"), answer="explained", motive=_MOTIVE)
    expect(page, "The list of alarms", "Your answer is recorded.", "Explained")
    yield "One document out and back within minutes: the watch raised an alarm, it was answered"


def _raised(supervisor: Browser) -> Page:
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        page = supervisor.get("/desk/alarms/")
        if _NAME in page.text:
            return page
        if time.monotonic() > until:
            raise WalkError("The watch did not find a document that was out and back in minutes.")
        time.sleep(1)
