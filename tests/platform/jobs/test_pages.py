"""The page of work in progress: what is shown to whom, and what can be done there."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client

from moeli.platform import room
from moeli.platform.access.actor import SYSTEM
from moeli.platform.jobs.models import JobRow
from moeli.platform.jobs.services import cancel, enqueue
from tests.platform.jobs.yard import Yard
from tests.signing_in import person, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def declared(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(room, "jobs", Yard().jobs)
    return


@pytest.fixture
def administrator(declared: None) -> Client:
    return signed_in(person("system_administrator"))


def asked(name: str = "yard.write", place: str = "", **now: object) -> JobRow:
    with transaction.atomic():
        job = enqueue(actor=SYSTEM, job=name, place=place)
    JobRow.objects.filter(id=job.id).update(**now)
    return job


def page(client: Client, **headers: str) -> str:
    answer = client.get("/work/", headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_empty_page_says_what_will_appear_here(administrator: Client) -> None:
    assert "Nothing is running" in page(administrator)


def test_progress_is_shown_as_a_bar_with_words(administrator: Client) -> None:
    asked(place="MSB", state="running", done=25, total=200)
    shown = page(administrator)
    assert '<progress max="200" value="25"' in shown
    assert "25 of 200, 12 %" in shown
    assert "Maseru Bridge" in shown


def test_without_a_total_the_steps_are_counted(administrator: Client) -> None:
    asked(state="running", done=1)
    assert "1 step" in page(administrator)
    assert "<progress" not in page(administrator)


def test_what_failed_shows_its_code_and_can_be_tried_again(administrator: Client) -> None:
    job = asked(state="failed", error="worker_died")
    assert "worker_died" in page(administrator)
    answer = administrator.post(f"/work/{job.id}/retry/", follow=True)
    assert "tried again from where it stopped" in answer.content.decode()
    assert JobRow.objects.get().state == "waiting"


def test_work_is_cancelled_by_a_button(administrator: Client) -> None:
    job = asked()
    answer = administrator.post(f"/work/{job.id}/cancel/", follow=True)
    assert "Cancelled" in answer.content.decode()
    assert JobRow.objects.get().state == "cancelled"


@pytest.mark.parametrize("act", ["cancel", "retry"])
def test_who_comes_too_late_is_told_on_the_page(administrator: Client, act: str) -> None:
    job = asked(state="done")
    answer = administrator.post(f"/work/{job.id}/{act}/", follow=True)
    assert answer.status_code == 200
    assert "Nothing was changed" in answer.content.decode()


def test_a_poll_ends_when_nothing_changes_any_more(administrator: Client) -> None:
    job = asked()
    assert "every 3s" in page(administrator, HX_Request="true")
    cancel(actor=SYSTEM, job_id=job.id)
    assert administrator.get("/work/", headers={"HX-Request": "true"}).status_code == 286
    assert "every 3s" not in page(administrator)


def test_only_work_whose_action_one_holds_is_shown(declared: None) -> None:
    job = asked()
    supervisor = signed_in(person("shift_supervisor", "MSB"))
    assert "Write rows" not in page(supervisor)
    assert supervisor.post(f"/work/{job.id}/cancel/").status_code == 404
    assert JobRow.objects.get().state == "waiting"


def test_who_may_see_no_work_finds_no_page(declared: None) -> None:
    assert signed_in(person("primary_officer", "MSB")).get("/work/").status_code == 404
