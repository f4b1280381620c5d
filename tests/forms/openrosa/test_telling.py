"""Whoever settles learns that something was set aside, without who or what; once a phone."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client

from moeli.forms.openrosa import services
from moeli.forms.openrosa.models import Submission
from moeli.platform import clock
from moeli.platform.access.actor import Actor
from moeli.platform.notices import escalation
from moeli.platform.notices.models import Notice, NoticeQuerySet
from moeli.platform.notices.services import acknowledge
from tests.forms.conftest import Publish
from tests.forms.openrosa.phones import Phone, answers, let_in
from tests.platform.notices.conftest import Progress
from tests.publishing import acting
from tests.signing_in import person, signed_in

pytestmark = pytest.mark.django_db
UNFIT = "<name/><age>17</age><child/>"


@pytest.fixture
def supervisor(phone: Phone) -> Actor:
    return replace(acting("shift_supervisor", "MSB"), place="MSB")


def told() -> NoticeQuerySet:
    return Notice.objects.filter(kind="submission.set_aside")


def settle(supervisor: Actor) -> None:
    row = Submission.objects.filter(state="waits").order_by("received_at", "id")[0]
    services.discard(actor=supervisor, submission_id=row.id, motive="Not wanted")


def test_what_becomes_a_run_tells_nobody(phone: Phone) -> None:
    phone.send(answers())
    assert not told().exists()


def test_the_supervisors_of_its_place_are_told_once_a_phone(phone: Phone) -> None:
    phone.send(answers(UNFIT, instance="uuid:1"))
    phone.send(answers(UNFIT, instance="uuid:2"))
    phone.send(answers(UNFIT, instance="uuid:2"))
    notice = told().get()
    assert (notice.kind, notice.role, notice.place) == (
        "submission.set_aside",
        "shift_supervisor",
        "MSB",
    )
    assert (notice.cause, notice.times) == (str(phone.issued.phone.id), 2)


def test_another_phone_is_another_notice(phone: Phone) -> None:
    let_in(["few"]).send(answers(UNFIT, instance="uuid:2"))
    phone.send(answers(UNFIT, instance="uuid:1"))
    assert told().count() == 2


def test_it_is_listed_leads_there_names_nobody_and_is_taken_on(phone: Phone) -> None:
    phone.send(answers(UNFIT))
    signed = signed_in(person("shift_supervisor", "MSB"))
    page = signed.get("/notices/").content.decode()
    assert "Answers from a phone were set aside" in page
    bearer = phone.issued.phone
    for word in ("few", bearer.name, bearer.username, bearer.person):
        assert word not in page
    notice = told().get()
    assert signed.post(f"/notices/{notice.id}/acknowledge/").status_code == 302
    notice.refresh_from_db()
    assert notice.closed_at is not None


def test_who_may_not_settle_is_not_told(phone: Phone) -> None:
    phone.send(answers(UNFIT))
    for role, place in (("shift_supervisor", "MPB"), ("primary_officer", "MSB")):
        assert not _is_told(signed_in(person(role, place)))


def test_it_is_settled_with_the_last_one_that_waits(phone: Phone, supervisor: Actor) -> None:
    phone.send(answers(UNFIT, instance="uuid:1"))
    phone.send(answers(UNFIT, instance="uuid:2"))
    settle(supervisor)
    assert told().get().settled_at is None
    settle(supervisor)
    assert told().get().settled_at is not None


def test_accepted_it_is_settled_too_and_what_comes_later_tells_anew(
    phone: Phone, supervisor: Actor
) -> None:
    phone.send(answers(UNFIT, instance="uuid:1"))
    row = Submission.objects.get()
    services.accept(actor=supervisor, submission_id=row.id, motive="She had no name")
    phone.send(answers(UNFIT, instance="uuid:2"))
    assert sorted(n.settled_at is None for n in told()) == [False, True]


def test_taken_on_and_not_settled_more_of_it_tells_again(phone: Phone, supervisor: Actor) -> None:
    phone.send(answers(UNFIT, instance="uuid:1"))
    acknowledge(actor=supervisor, notice_id=told().get().id)
    phone.send(answers(UNFIT, instance="uuid:2"))
    assert told().waiting().count() == 1


def test_after_a_day_headquarters_is_is_told(phone: Phone) -> None:
    phone.send(answers(UNFIT))
    with clock.standing_still(clock.now() + timedelta(hours=25)):
        escalation.escalate(Progress())  # type: ignore[arg-type]  # what a job is given, kept for a look
        assert _is_told(signed_in(person("immigration_hq")))


def test_what_is_refused_leaves_no_notice(phone: Phone, publish: Publish) -> None:
    phone.send(b"<data id='few' encrypted='yes'/>")
    assert not told().exists()


def _is_told(signed: Client) -> bool:
    page = signed.get("/notices/")
    return "set aside" in page.content.decode() if page.status_code == 200 else False
