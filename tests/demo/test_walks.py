"""The walks over real HTTP: each says in a sentence what differs from what it expects."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from pytest_django.live_server_helper import LiveServer

from moeli.crossings.models import Decision
from moeli.crossings.presence import watching
from moeli.demo import (
    alarm_walk,
    guests,
    headquarters,
    history,
    people,
    permit_walk,
    refusal_walk,
    seed,
    stay_walk,
    undocumented_walk,
    waiting,
)
from moeli.demo.browser import Browser
from moeli.demo.inspecting import decided, expect, scanned
from moeli.demo.signing_in import WalkError, sign_in
from moeli.demo.walk import SUPERVISOR
from moeli.platform import clock
from moeli.platform.access.actor import SYSTEM
from tests.demo.running import Run

Walk = Callable[[Browser], Iterator[str]]


@pytest.fixture
def officer(live_server: LiveServer) -> Browser:
    people.load()
    browser = Browser(live_server.url)
    sign_in(browser)
    return browser


@pytest.fixture
def supervisor(officer: Browser, live_server: LiveServer) -> Browser:
    browser = Browser(live_server.url)
    sign_in(browser, SUPERVISOR)
    return browser


def let_in(since: date | None = None) -> None:
    entered = guests.among([], clock.today())
    list(history.load(entered, SYSTEM.id))
    guests.load(clock.now() - timedelta(hours=12))
    headquarters.load(since or clock.today() - timedelta(days=seed.DAYS))


def test_guests_are_walked_as_the_tables_say(officer: Browser) -> None:
    let_in()
    assert "Work permit: Until the permit ends; admitted with one key" in permit_walk.walk(officer)
    [stayed] = stay_walk.walk(officer)
    assert stayed.startswith("A stay of 121 days where 90 are allowed: 31 too long, stay exceeded")


def test_a_stay_that_the_records_do_not_prove_is_noticed(officer: Browser) -> None:
    let_in(since=clock.today())
    with pytest.raises(WalkError, match="'Stay exceeded'"):
        list(stay_walk.walk(officer))


@pytest.mark.parametrize(
    ("walk", "said"),
    [(permit_walk.walk, "does not say 'Work permit, until'"), (stay_walk.walk, "'Stay exceeded'")],
)
def test_without_its_guests_a_walk_says_what_is_missing(
    officer: Browser, walk: Walk, said: str
) -> None:
    with pytest.raises(WalkError, match=said):
        list(walk(officer))


def test_days_that_do_not_add_up_are_noticed(
    officer: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_in()
    monkeypatch.setattr(stay_walk, "_arithmetic", lambda _text: (121, 90, 30))
    with pytest.raises(WalkError, match="counts 121 of 90 days as 30 too long"):
        list(stay_walk.walk(officer))


def test_a_refusal_is_printed_in_two_languages(officer: Browser) -> None:
    refused, printed = refusal_walk.walk(officer)
    assert refused.endswith("refused by a ground")
    assert printed.endswith("in English and Sesotho")
    assert Decision.objects.get().ground == "document_expired"


def test_a_notice_that_lacks_a_sentence_is_noticed(
    officer: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refusal_walk, "_NOTICE", ("U kopile ho tsoa",))
    with pytest.raises(WalkError, match="does not say 'U kopile ho tsoa'"):
        list(refusal_walk.walk(officer))


def test_a_person_without_document_needs_a_second_officer(
    officer: Browser, supervisor: Browser
) -> None:
    assert len(list(undocumented_walk.walk(officer, supervisor))) == 2
    with pytest.raises(LookupError, match="no form with word"):
        list(undocumented_walk.walk(officer, officer))


def test_an_alarm_is_answered_once_the_watch_raised_it(
    supervisor: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alarm_walk, "PATIENCE_SECONDS", 0.0)
    with pytest.raises(WalkError, match="did not find"):
        list(alarm_walk.walk(supervisor))
    waiting.load(clock.now() - waiting.BEFORE, seed._SEED)
    watching.watch(Run())
    [said] = alarm_walk.walk(supervisor)
    assert said.endswith("it was answered")


def test_what_is_not_offered_is_not_decided(officer: Browser) -> None:
    page = scanned(officer, "lesotho")
    with pytest.raises(WalkError, match="The citizen does not offer 'refused'"):
        decided(officer, page, "The citizen", "refused")
    with pytest.raises(WalkError, match="The citizen does not say 'days left'"):
        expect(page, "The citizen", "Check digits fit", "days left")
