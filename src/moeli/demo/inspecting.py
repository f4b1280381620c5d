"""Scanning and deciding at the desk over real HTTP, as every walk does."""

from moeli.demo.browser import Browser, Form, Page
from moeli.demo.signing_in import WalkError
from moeli.demo.specimens import specimens

ENTRY, EXIT = "entry", "exit"


def scanned(officer: Browser, name: str, direction: str = ENTRY) -> Page:
    """The inspection of a specimen."""
    desk = officer.get("/desk/")
    zone = specimens()[name].zone
    return officer.send(desk, desk.form_with("zone"), zone=zone, direction=direction)


def expect(page: Page, of: str, *sentences: str) -> None:
    """Raises WalkError, which names `of`, unless the page says every one of `sentences`."""
    for said in sentences:
        if said not in page.text:
            raise WalkError(f"{of} does not say {said!r}.")


def offer(page: Page, outcome: str) -> Form | None:
    """The form that decides `outcome`, if the page offers it."""
    return next((form for form in page.forms if form.values.get("outcome") == outcome), None)


def decided(officer: Browser, page: Page, of: str, outcome: str, **besides: str) -> Page:
    """Decide; the page that follows says that it is recorded. Raises WalkError."""
    form = offer(page, outcome)
    if form is None:
        raise WalkError(f"{of} does not offer {outcome!r}.")
    answer = officer.send(page, form, **besides)
    if "Recorded." not in answer.text:
        raise WalkError(f"The decision on {of} was not recorded.")
    return answer
