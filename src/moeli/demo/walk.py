"""The officers' tasks over real HTTP, one module for each, at one site."""

from collections.abc import Iterator

from moeli.demo import (
    alarm_walk,
    family_walk,
    permit_walk,
    refusal_walk,
    slip_walk,
    stay_walk,
    undocumented_walk,
)
from moeli.demo.browser import Browser
from moeli.demo.inspecting import decided, expect, offer, scanned
from moeli.demo.signing_in import WalkError, sign_in
from moeli.demo.specimens import specimens

SUPERVISOR = "supervisor.maseru"


def walk(base: str) -> Iterator[str]:
    """Do the task at the site `base`; yields what was done, step by step. Raises WalkError."""
    browser = Browser(base)
    yield sign_in(browser)
    yield _decided(browser, "lesotho", "admitted", "Check digits fit", absent="refused")
    yield _decided(browser, "td1", "referred", "C1")
    yield from refusal_walk.walk(browser)
    yield from permit_walk.walk(browser)
    yield from stay_walk.walk(browser)
    yield from family_walk.walk(base, browser)
    yield from slip_walk.walk(browser)
    supervisor = Browser(base)
    yield sign_in(supervisor, SUPERVISOR)
    yield from undocumented_walk.walk(browser, supervisor)
    yield from alarm_walk.walk(supervisor)


def _decided(browser: Browser, name: str, outcome: str, says: str, absent: str = "") -> str:
    page, of = scanned(browser, name), f"The inspection of {name}"
    expect(page, of, says)
    if absent and offer(page, absent):
        raise WalkError(f"{of} offers {absent!r}.")
    decided(browser, page, of, outcome)
    return f"{specimens()[name].label}: {outcome}"
