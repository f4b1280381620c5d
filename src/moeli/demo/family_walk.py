"""A family at the desk over real HTTP: a minor with a consent letter, a car that customs clears."""

from collections.abc import Iterator

from moeli.demo.browser import Browser, Form, Page
from moeli.demo.signing_in import WalkError, sign_in
from moeli.demo.specimens import specimens

CUSTOMS = "customs.maseru"
_PLATE, _CONSENT = "A 1234", "consent_letter"


def walk(base: str, officer: Browser) -> Iterator[str]:
    """Do the task; yields what was done. Raises WalkError, or LookupError where a form is missing.

    `officer` has signed in at Maseru; customs has a browser of its own.
    """
    page = _scanned(officer, "mother", "child")
    page = _accompanied(officer, page)
    yield "A family of two, the minor with the mother and a consent letter"
    party = page.url
    _asked(officer, party)
    yield _answered(Browser(base))
    page = officer.get(party)
    page = officer.send(page, page.form_with("key"))
    if "Recorded." not in page.text:
        raise WalkError("The family was not decided with one key.")
    yield "The family was admitted with one key"


def _scanned(officer: Browser, *names: str) -> Page:
    page = officer.get("/desk/parties/")
    page = officer.send(page, page.form_with("direction"))
    for name in names:
        page = officer.send(page, page.form_with("zone"), zone=specimens()[name].zone)
    return page


def _accompanied(officer: Browser, page: Page) -> Page:
    form, paper = _papers(page)
    page = officer.send(page, form, **{paper: _CONSENT})  # the adult is proposed, not the paper
    form, paper = _papers(page)
    if form.values[paper] != _CONSENT:
        raise WalkError("The consent letter was not entered.")
    return page


def _papers(page: Page) -> tuple[Form, str]:
    """The form of those who need an adult, and the field of the only one's paper."""
    form = page.form_with("adult")
    [paper] = [name for name in form.choices if name.startswith("consent-")]
    return form, paper


def _asked(officer: Browser, party: str) -> None:
    page = officer.get(f"{party}cars/")
    page = officer.send(page, page.form_with("plate"), plate=_PLATE)
    page = officer.send(page, page.form_with("agency"), agency="customs")
    if "customs" in dict(_agencies(page)):
        raise WalkError("Customs was not asked about the car.")


def _agencies(page: Page) -> Iterator[tuple[str, str]]:
    return ((value, name) for form in page.forms for name, value in form.buttons)


def _answered(customs: Browser) -> str:
    sign_in(customs, CUSTOMS)
    page = customs.get("/desk/tasks/")
    page = customs.send(page, page.form_with("answer"), answer="cleared")
    if "The desk has your answer" not in page.text:
        raise WalkError("Customs could not answer about the car.")
    return f"{CUSTOMS} answered about the car: it may go on"
