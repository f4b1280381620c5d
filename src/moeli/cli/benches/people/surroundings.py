"""A fresh house, served by itself, two officers with badge and PIN, and Chromium at a booth."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from moeli.cli.house import NotReadyError, open_house
from moeli.cli.workshop import chromium

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

    from moeli.demo.people import Person

PORT, PINS = "MSB", ("492716", "836152")


class House(NamedTuple):
    """A served site, the link that enrols its booth, and two officers who relieve one another."""

    base: str
    link: str
    officers: "tuple[Person, Person]"


class Booth(NamedTuple):
    """The window at the booth, and who sits there in turn."""

    page: "Page"
    officers: "tuple[Person, Person]"


@contextmanager
def house() -> Iterator[House]:
    """A site on a home folder made for this measurement."""
    with tempfile.TemporaryDirectory(prefix="moeli-bench-") as folder:
        os.environ["MOELI_HOME"] = str(Path(folder) / "home")
        os.environ.pop("MOELI_DATABASE_URL", None)
        os.environ["DJANGO_SETTINGS_MODULE"] = "moeli.config.settings.dev"
        open_house()
        from moeli.cli import ready
        from moeli.demo import people
        from moeli.demo.site import Site

        ready.migrate()
        ready.collect()
        people.load()
        _commuters()
        link, officers = _link(), _officers()  # before the browser, beside which Django waits
        with Site(quiet=True) as site:
            yield House(site.base, link, officers)


@contextmanager
def booth(house: House) -> Iterator[Booth]:
    """Chromium, enrolled as a booth; both officers have signed in fully there today."""
    with _chromium() as context:
        page = context.new_page()
        page.goto(f"{house.base}/enrol/{house.link}/")
        page.get_by_role("button", name="Yes, enrol this computer").click()
        page.wait_for_load_state()
        for officer in reversed(house.officers):
            _sign_in(page, house.base, officer)
        yield Booth(page, house.officers)


@contextmanager
def _chromium() -> "Iterator[BrowserContext]":
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        raise NotReadyError("This bench needs what the tests need: ./moeli test once.") from error
    found = chromium()
    if not found:
        raise NotReadyError("Please install chromium-headless-shell (Debian) or chromium.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found, args=["--disable-dev-shm-usage"]
        )
        yield browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 800})
        browser.close()


def _officers() -> "tuple[Person, Person]":
    """The demonstration's officer and supervisor of one port, each with a PIN."""
    from moeli.demo import people
    from moeli.platform import clock
    from moeli.platform.access import services
    from moeli.platform.access.actor import actor_of
    from moeli.platform.access.models import User

    first, second = [each for each in people.people() if each.places == PORT and each.badge][:2]
    for person, pin in zip((first, second), PINS, strict=True):
        user = User.objects.get(username=person.username)
        services.set_pin(actor=actor_of(user, clock.now()), pin=pin)
    return first, second


def _commuters() -> None:
    """Whose permits were recorded at an earlier scan: learners, and holders of a permit."""
    from moeli.cli.benches.people.documents import COMMUTERS, HOLDERS, LEARNERS

    for each in range(COMMUTERS):
        _permit(LEARNERS + each, "LSO", "learner_card")
        _permit(HOLDERS + each, "ZAF", "local_six_month")


def _permit(number: int, state: str, kind: str) -> None:
    from moeli.cli.benches.people.documents import passport
    from moeli.crossings.outcomes import Direction
    from moeli.crossings.permits.services import NewPermit, record_permit
    from moeli.crossings.services import open_inspection
    from moeli.platform import clock
    from moeli.platform.access.actor import SYSTEM

    today = clock.today()
    inspection = open_inspection(
        actor=SYSTEM,
        place=PORT,
        desk="Desk 2",
        direction=Direction.ENTRY,
        zone=passport(number, today, state=state),
        reason="primary",
    )
    last = today + timedelta(days=90)  # the shortest of all kinds lasts three months
    permit = NewPermit(kind=kind, number=f"B {number}", valid_from=today, valid_to=last)
    record_permit(actor=SYSTEM, inspection_id=inspection.id, permit=permit)


def _link() -> str:
    from moeli.platform.access import services
    from moeli.platform.access.actor import SYSTEM

    return services.invite_booth(actor=SYSTEM, place=PORT, name="Desk 1").token


def _sign_in(page: "Page", base: str, officer: "Person") -> None:
    """Password and code, as at the beginning of a day."""
    from moeli.demo.people import PASSWORD
    from moeli.platform import clock
    from moeli.platform.access import totp

    page.context.clear_cookies(name="sessionid")
    page.goto(f"{base}/sign-in/")
    page.fill("[name=login]", officer.username)
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.fill("[name=code]", totp.code_at(officer.secret, clock.now()))
    page.keyboard.press("Enter")
    page.wait_for_url(f"{base}/")
