"""A supervisor is told of a pattern, opens it and answers it; with and without JavaScript."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from moeli.crossings import services
from moeli.crossings.capture import Capture, How
from moeli.crossings.outcomes import Direction, Outcome
from moeli.crossings.presence.models import Alarm
from moeli.demo.specimens import specimens
from moeli.platform import clock
from moeli.platform.access.actor import Actor, actor_of
from moeli.platform.access.models import User
from moeli.platform.ids import uuid7
from moeli.platform.jobs.worker import Worker
from moeli.platform.journal.verify import verify
from tests.e2e.browser.look import assert_accessible, assert_reflows, picture

Opened = Callable[..., Page]


@pytest.fixture
def supervisor(person: Callable[..., User]) -> User:
    return person("shift_supervisor", "MSB")


@pytest.fixture
def alarm(person: Callable[..., User]) -> Alarm:
    """In and out within ninety seconds, found by the job as the worker runs it."""
    officer = actor_of(person("primary_officer", "MSB"), clock.now(), "MSB")
    _crosses(officer, Direction.ENTRY, Outcome.ADMITTED, 100)
    _crosses(officer, Direction.EXIT, Outcome.DEPARTED, 10)
    Worker().run_due()
    return Alarm.objects.get()


def _crosses(officer: Actor, direction: Direction, outcome: Outcome, ago: int) -> None:
    with clock.standing_still(clock.now() - timedelta(seconds=ago)):
        inspection = services.open_inspection(
            actor=officer,
            place="MSB",
            desk="Desk 2",
            direction=direction,
            zone=specimens()["lesotho"].zone,
            reason="primary",
            capture=Capture(How.WEDGE_SCAN),
        )
        services.decide(
            actor=officer,
            inspection_id=inspection.id,
            outcome=outcome,
            idempotency_key=uuid7(),
        )


def judged(page: Page, name: str) -> None:
    assert_accessible(page)
    assert_reflows(page)
    picture(page, name)


def test_the_notice_leads_to_the_alarm_and_an_answer_settles_it(
    open_page: Opened, supervisor: User, alarm: Alarm
) -> None:
    page = open_page(supervisor)
    page.goto("/notices/")
    expect(page.get_by_text("A pattern at a desk asks for an explanation")).to_be_visible()
    page.goto("/desk/alarms/")
    judged(page, "alarms")
    page.get_by_role("link", name="Out and back within minutes").click()
    expect(page.get_by_role("cell", name="Departed")).to_be_visible()
    judged(page, "alarm")
    page.get_by_label("It is explained").check()
    page.get_by_label("What you found").fill("Turned back by the other side")
    page.get_by_role("button", name="Answer").click()
    expect(page.get_by_text("Your answer is recorded.")).to_be_visible()
    expect(page.get_by_text("No alarm waits")).to_be_visible()
    page.goto("/notices/")
    expect(page.get_by_text("Nothing waits for you")).to_be_visible()
    assert verify().sound


def test_it_works_without_javascript(open_page: Opened, supervisor: User, alarm: Alarm) -> None:
    page = open_page(supervisor, javascript=False)
    page.goto(f"/desk/alarms/{alarm.id}/")
    page.get_by_role("button", name="Answer").click()
    expect(page.get_by_role("heading", name="Alarm")).to_have_count(0)
    page.get_by_label("It is to be followed up").check()
    page.get_by_label("What you found").fill("The shift book of this morning is asked for")
    page.get_by_role("button", name="Answer").click()
    expect(page.get_by_text("Your answer is recorded.")).to_be_visible()
    assert Alarm.objects.get().answer == "followed_up"
