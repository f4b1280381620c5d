"""Pages in a real browser: what each test gets, and what every test must leave behind.

Nothing may be asked of another origin, nothing may be said on the console, nothing may be missing.
"""

from collections.abc import Callable, Generator, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import Browser, Error, Page, expect
from pytest_django.live_server_helper import LiveServer
from xdist.remote import Producer

from moeli.cli.workshop import chromium
from moeli.crossings.afterwards import rules as afterwards_rules
from moeli.platform import clock
from moeli.platform.access import services, sessions
from moeli.platform.access.actor import SYSTEM
from moeli.platform.access.models import User
from moeli.platform.access.sessions import By
from tests.e2e.browser.party import begin
from tests.e2e.browser.seen import SEEN
from tests.e2e.browser.sharing import Sharing
from tests.e2e.browser.watch import ALONE, Watch
from tests.e2e.browser.windows import Windows

pytest.register_assert_rewrite("tests.e2e.browser.look")

PASSWORD = "a long river of words"
Opened = Callable[..., Page]
_WINDOWS = pytest.StashKey[Windows]()
_FAILED = pytest.StashKey[bool]()
# How long a page may take on a busy machine: speed is measured elsewhere, never here.
expect.set_options(timeout=30_000)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium; Playwright's own download is not needed."""
    found = chromium()
    assert found, "Please install chromium-headless-shell (Debian) or chromium."
    return {
        **browser_type_launch_args,
        "executable_path": found,
        "args": ["--disable-dev-shm-usage", ALONE],
    }


@pytest.fixture(scope="session", autouse=True)
def _seen(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> None:
    """Processes of one run know from one another which pages were found sound."""
    own = tmp_path_factory.getbasetemp()
    SEEN.folder = (own if worker_id == "master" else own.parent) / "seen"
    SEEN.folder.mkdir(exist_ok=True)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Sharing | None:
    """Tests go singly to the processes, where they are not shared by file."""
    return Sharing(config, log) if config.getvalue("dist") == "loadgroup" else None


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """When a test fails, tell what stood on its pages: a failure may never come a second time."""
    report = yield
    if report.failed:
        item.stash[_FAILED] = True
    if report.when == "call" and report.failed:
        report.sections += [("page", words) for words in _on_pages(item)]
    return report


@pytest.fixture
def watch() -> Iterator[Watch]:
    """Listens to every page of the test; at its end nothing must have been heard."""
    listening = Watch()
    yield listening
    assert listening.heard == []


@pytest.fixture(scope="session")
def kept_windows(browser: Browser) -> Windows:
    """The windows of this browser, for one test after the other."""
    return Windows(browser)


@pytest.fixture
def windows(kept_windows: Windows, request: pytest.FixtureRequest) -> Iterator[Windows]:
    """The windows of one test; all are closed at its end."""
    request.node.stash[_WINDOWS] = kept_windows
    yield kept_windows
    kept_windows.give_back(broken=request.node.stash.get(_FAILED, False))


@pytest.fixture
def open_page(windows: Windows, live_server: LiveServer, watch: Watch) -> Opened:
    """Opens a window; `person` is signed in there, having proved herself `by` what is said."""

    def opened(
        person: User | None = None,
        *,
        by: By = By.SECOND_FACTOR,
        javascript: bool = True,
        **how: Any,
    ) -> Page:
        page = windows.open(live_server.url, javascript=javascript, **how)
        if person:
            page.context.add_cookies([_session(person, live_server.url, by)])
        watch.listen(page, live_server.url)
        return page

    return opened


@pytest.fixture
def party(open_page: Opened, officer: User) -> Page:
    """A page on which one person is in the party."""
    page = open_page(officer)
    begin(page)
    return page


@pytest.fixture
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """A decision can be undone for minutes: a busy machine is no slow hand."""
    monkeypatch.setattr(afterwards_rules, "undo_time", lambda _day: timedelta(minutes=10))


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


def _session(person: User, url: str, by: By) -> dict[str, Any]:
    session = SessionStore()
    session[SESSION_KEY] = str(person.id)
    session[BACKEND_SESSION_KEY] = "moeli.platform.access.backends.PersonBackend"
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    sessions.begin(session, by, clock.now())
    session.save()
    return {"name": settings.SESSION_COOKIE_NAME, "value": session.session_key, "url": url}


def _on_pages(item: pytest.Item) -> Iterator[str]:
    windows = item.stash.get(_WINDOWS, None)
    for page in windows.pages() if windows else ():
        try:
            yield f"{page.url}\n{page.locator('body').inner_text(timeout=5_000)}"
        except Error as error:  # a page that no longer answers says that at least
            yield f"{page.url}\n{error}"
