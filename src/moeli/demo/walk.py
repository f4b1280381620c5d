"""The officer's task over real HTTP: sign in, scan three documents, decide each."""

from collections.abc import Iterator

from moeli.demo.browser import Browser, Form, Page
from moeli.demo.people import PASSWORD
from moeli.demo.specimens import specimens

OFFICER = "officer.maseru"


class WalkError(Exception):
    """Something on the way differed; `str()` says what."""


def walk(base: str) -> Iterator[str]:
    """Do the task at the site `base`; yields what was done, step by step. Raises WalkError."""
    browser = Browser(base)
    yield _signed_in(browser)
    yield _decided(browser, "lesotho", "admitted", "Check digits fit", absent="refused")
    yield _decided(browser, "td1", "referred", "C1")
    yield _decided(browser, "td3", "refused", "Expired", ground="document_expired")


def _signed_in(browser: Browser) -> str:
    page = browser.get("/sign-in/")
    page = browser.send(page, page.form_with("login"), login=OFFICER, password=PASSWORD)
    if "What would you like to do" not in page.text:
        raise WalkError(f"{OFFICER} could not sign in.")
    return f"signed in as {OFFICER}"


def _decided(
    browser: Browser, name: str, outcome: str, says: str, ground: str = "", absent: str = ""
) -> str:
    desk = browser.get("/desk/")
    page = browser.send(desk, desk.form_with("zone"), zone=specimens()[name].zone)
    if says not in page.text:
        raise WalkError(f"The inspection of {name} does not say {says!r}.")
    if absent and _form(page, absent):
        raise WalkError(f"The inspection of {name} offers {absent!r}.")
    form = _form(page, outcome)
    if form is None:
        raise WalkError(f"The inspection of {name} does not offer {outcome!r}.")
    answer = browser.send(page, form, **({"ground": ground} if ground else {}))
    if "Recorded." not in answer.text:
        raise WalkError(f"The decision on {name} was not recorded.")
    return f"{specimens()[name].label}: {outcome}"


def _form(page: Page, outcome: str) -> Form | None:
    return next((form for form in page.forms if form.values.get("outcome") == outcome), None)
