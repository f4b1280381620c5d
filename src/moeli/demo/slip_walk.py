"""A gate slip over real HTTP: issued at the desk, used at the lane once, and refused after that."""

import re
from collections.abc import Iterator
from http import HTTPStatus
from urllib.error import HTTPError

from moeli.demo.browser import Browser, Page
from moeli.demo.signing_in import WalkError

_CODE = re.compile(r"\b(?:[0-9A-Z]{5} ){5}[0-9A-Z]\b")
_RIDING, _WALKING = 1, 3


def walk(officer: Browser) -> Iterator[str]:
    """Do the task; yields what was done. Raises WalkError."""
    page = officer.get("/desk/slips/")
    form = page.form_with("plate")
    page = officer.send(page, form, plate="A 1234", riding=f"{_RIDING}", walking=f"{_WALKING}")
    printed = _CODE.search(page.text)
    if printed is None:
        raise WalkError("The gate slip shows no code.")
    yield f"A gate slip: {_RIDING} rides, {_WALKING} walk"
    page = _shown(officer, printed[0])
    page = officer.send(page, page.form_with("aboard"), aboard=f"{_RIDING}")
    if "aboard. Recorded." not in page.text:
        raise WalkError("The lane did not take the gate slip.")
    if not _refused(officer, printed[0]):
        raise WalkError("The lane took the gate slip a second time.")
    yield "The lane took the slip once, and not again"


def _shown(officer: Browser, code: str) -> Page:
    page = officer.get("/desk/slips/lane/")
    return officer.send(page, page.form_with("code"), code=code)


def _refused(officer: Browser, code: str) -> bool:
    try:
        _shown(officer, code)
    except HTTPError as answer:
        answer.close()
        return answer.code == HTTPStatus.CONFLICT
    return False
