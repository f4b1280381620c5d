"""Two people who say yes, or one who clicks twice, at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from threading import Barrier

import pytest
from django.db import connection, transaction

from moeli.platform.access.actor import Actor
from moeli.platform.approvals import selectors, services
from moeli.platform.approvals.models import Approval, Voice
from moeli.platform.approvals.standing import Standing
from moeli.platform.errors import MoeliError
from moeli.platform.journal.verify import verify
from tests.platform.approvals.conftest import someone

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_engines]


def all_at_once(calls: list[Callable[[], object]]) -> list[object]:
    gate = Barrier(len(calls))

    def run(call: Callable[[], object]) -> object:
        gate.wait()
        try:
            return call()
        except MoeliError as error:
            return error.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        waiting = [pool.submit(copy_context().run, run, call) for call in calls]
        return [each.result(timeout=60) for each in waiting]


def granting(actor: Actor, approval: Approval) -> Callable[[], object]:
    return lambda: services.grant(actor=actor, approval_id=approval.id)


def test_two_people_at_once_are_two() -> None:
    approval = services.ask(actor=someone(), kind="two", subject="safe", motive="Drill")
    answers = all_at_once([granting(someone(), approval) for _ in range(2)])
    assert not [each for each in answers if isinstance(each, str)]
    assert selectors.standing_of(Approval.objects.get()) is Standing.GRANTED
    assert verify().sound


def test_one_person_at_once_is_one() -> None:
    approval = services.ask(actor=someone(), kind="two", subject="safe", motive="Drill")
    person = someone()
    answers = all_at_once([granting(person, approval) for _ in range(4)])
    assert answers.count("approval_already_said") == 3
    assert Voice.objects.count() == 1
    assert selectors.standing_of(Approval.objects.get()) is Standing.WAITING


def test_one_approval_serves_one_of_several_acts() -> None:
    asker = someone()
    approval = services.ask(actor=asker, kind="one", subject="safe", motive="Drill")
    services.grant(actor=someone(), approval_id=approval.id)

    def act() -> object:
        with transaction.atomic():
            return services.use(actor=asker, approval_id=approval.id, kind="one", subject="safe")

    answers = all_at_once([act] * 4)
    assert answers.count("approval_used") == 3


def test_a_yes_and_a_no_at_once_end_in_a_no() -> None:
    approval = services.ask(actor=someone(), kind="one", subject="safe", motive="Drill")
    denier = someone()
    all_at_once(
        [
            granting(someone(), approval),
            lambda: services.deny(actor=denier, approval_id=approval.id, motive="No"),
        ]
    )
    assert selectors.standing_of(Approval.objects.get()) is Standing.DENIED
