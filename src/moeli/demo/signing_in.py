"""Signing in over real HTTP, as every officer does: password, then the code of her app."""

from moeli.demo.browser import Browser
from moeli.demo.people import PASSWORD, people
from moeli.platform import clock
from moeli.platform.access import totp

OFFICER = "officer.maseru"


class WalkError(Exception):
    """Something on the way differed; `str()` says what."""


def sign_in(browser: Browser, username: str = OFFICER, secret: str = "") -> str:
    """Sign an officer in with password and code. Raises WalkError."""
    page = browser.get("/sign-in/")
    page = browser.send(page, page.form_with("login"), login=username, password=PASSWORD)
    if "Second factor" not in page.text:
        raise WalkError(f"{username} could not sign in.")
    code = totp.code_at(secret or _secret_of(username), clock.now())
    page = browser.send(page, page.form_with("code"), code=code)
    if "What would you like to do" not in page.text:
        raise WalkError(f"{username} could not sign in.")
    return f"signed in as {username}, with a code"


def _secret_of(username: str) -> str:
    """The secret of her authenticator app."""
    return next(person.secret for person in people() if person.username == username)
