"""Pages in a real browser: what each test gets, and what every test must leave behind.

Nothing may be asked of another origin, nothing may be said on the console, nothing may be missing.
"""

import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from moeli.platform import clock
from moeli.platform.access import services
from moeli.platform.access.actor import SYSTEM
from moeli.platform.access.models import User
from tests.e2e.browser.watch import Watch

pytest.register_assert_rewrite("tests.e2e.browser.look")

DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
PASSWORD = "a long river of words"
Opened = Callable[..., Page]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium; Playwright's own download is not needed."""
    chromium = shutil.which("chromium")
    assert chromium, "Please install chromium (Debian: apt-get install chromium)."
    return {
        **browser_type_launch_args,
        "executable_path": chromium,
        "args": ["--disable-dev-shm-usage"],
    }


@pytest.fixture
def watch() -> Iterator[Watch]:
    """Listens to every page of the test; at its end nothing must have been heard."""
    listening = Watch()
    yield listening
    assert listening.heard == []


@pytest.fixture
def open_page(browser: Browser, live_server: LiveServer, watch: Watch) -> Iterator[Opened]:
    """Opens a window; `person` is signed in there, `booth` enrolled."""
    contexts: list[BrowserContext] = []

    def opened(
        person: User | None = None, *, booth_token: str = "", javascript: bool = True, **how: Any
    ) -> Page:
        how.setdefault("viewport", DESKTOP)
        context = browser.new_context(
            base_url=live_server.url, java_script_enabled=javascript, locale="en-GB", **how
        )
        contexts.append(context)
        if person:
            context.add_cookies([_session(person, live_server.url)])
        page = context.new_page()
        watch.listen(page, live_server.url)
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def person(live_server: LiveServer) -> Callable[..., User]:
    """Opens an account with one role through the services that administrators use."""

    def made(role: str, place: str = "", agency: str = "immigration", language: str = "en") -> User:
        user = services.add_person(
            actor=SYSTEM,
            username=f"{role.replace('_', '.')}.{User.objects.count()}",
            name="Lineo Fictional",
            agency=agency,
            password=PASSWORD,
            language=language,
        )
        first_day = clock.today() - timedelta(days=1)
        services.grant_role(
            actor=SYSTEM, person_id=user.id, role=role, place=place, first_day=first_day
        )
        return user

    return made


@pytest.fixture
def officer(person: Callable[..., User]) -> User:
    """A primary inspection officer at Maseru Bridge."""
    return person("primary_officer", "MSB")


@pytest.fixture
def administrator(person: Callable[..., User]) -> User:
    """Who manages people and booths."""
    return person("system_administrator")


@pytest.fixture
def list_owner(person: Callable[..., User]) -> User:
    """Who owns the document list."""
    return person("list_owner")


def _session(person: User, url: str) -> dict[str, Any]:
    session = SessionStore()
    session[SESSION_KEY] = str(person.id)
    session[BACKEND_SESSION_KEY] = "moeli.platform.access.backends.PersonBackend"
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return {"name": settings.SESSION_COOKIE_NAME, "value": session.session_key, "url": url}
