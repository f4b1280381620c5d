"""A refusal over real HTTP: by a ground, with a notice in two languages as a PDF."""

from collections.abc import Iterator

from moeli.demo.browser import Browser, Page
from moeli.demo.inspecting import decided, expect, scanned
from moeli.demo.printed import words_of
from moeli.demo.signing_in import WalkError
from moeli.demo.specimens import specimens

_OF, _NAME, _GROUND = "The refusal", "td3", "document_expired"
_NOTICE = (
    "The travel document has expired",
    "Pasa e felletsoe ke nako",
    "You asked to enter Lesotho.",
    "U kopile ho kena Lesotho.",
    "You may ask that another officer look at this decision again.",
    "U ka kopa hore ofisiri e 'ngoe e shebe qeto ena hape.",
    "ERIKSSON",
)


def walk(officer: Browser) -> Iterator[str]:
    """Do the task; yields what was done. Raises WalkError."""
    page = scanned(officer, _NAME)
    expect(page, _OF, "Expired", "On which ground")
    page = decided(officer, page, _OF, "refused", ground=_GROUND)
    expect(page, _OF, "The travel document has expired", "not written yet")
    yield f"{specimens()[_NAME].label}: refused by a ground"
    pages = _printed(officer, page)
    yield f"The notice of refusal: a PDF of {pages:,} bytes, in English and Sesotho"


def _printed(officer: Browser, page: Page) -> int:
    """Write the notice and read it as it would be printed; its size."""
    form = next(each for each in page.forms if each.action.endswith("/refusal/write/"))
    printed = officer.file(page, form)
    if not printed.startswith(b"%PDF-"):
        raise WalkError("The notice of refusal is not a PDF.")
    words = words_of(printed)
    for said in _NOTICE:
        if said not in words:
            raise WalkError(f"The notice of refusal does not say {said!r}.")
    return len(printed)
