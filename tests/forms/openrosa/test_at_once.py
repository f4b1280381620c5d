"""The same answers, the same file, the same proof: sent at the same moment, on both engines."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from moeli.forms.models import Run
from moeli.forms.openrosa.models import PhoneTraffic, Submission, SubmissionFile
from moeli.platform.journal.verify import verify
from tests.forms.conftest import Publish
from tests.forms.openrosa.phones import Phone, let_in
from tests.forms.openrosa.test_receiving import PICTURES, shot
from tests.forms.sheets import sheets

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_engines]
AT_ONCE = 5
PICTURE = {"1_jpg": b"\xff\xd8\xffpicture"}


def at_once(call: Callable[[Phone], Any], phones: list[Phone]) -> list[Any]:
    """The same call by phones that each have a connection of their own."""
    gate = Barrier(len(phones))

    def run(phone: Phone) -> Any:
        gate.wait()
        try:
            return call(phone)
        finally:
            connection.close()

    contexts = [copy_context() for _ in phones]
    with ThreadPoolExecutor(len(phones)) as pool:
        return list(
            pool.map(lambda each: each[0].run(run, each[1]), zip(contexts, phones, strict=True))
        )


@pytest.fixture
def camera(publish: Publish) -> Phone:
    publish(sheets(PICTURES, (), form_id="shot", asked_on="phone", scope="care"))
    return let_in(["shot"])


def test_sent_at_once_it_is_one_run_with_one_file(camera: Phone) -> None:
    many = [Phone(camera.issued) for _ in range(AT_ONCE)]
    answers = at_once(lambda each: each.send(shot(), **PICTURE), many)
    assert {answer.status_code for answer in answers} == {201, 202}
    assert (Run.objects.count(), Submission.objects.count()) == (1, 1)
    assert SubmissionFile.objects.count() == 1
    assert verify().sound


def test_one_proof_at_once_is_taken_once(camera: Phone) -> None:
    camera.get("formList")
    proof = camera.authorization("GET", "/openrosa/formList", nc="00000007")
    seen = PhoneTraffic.objects.get().count

    def ask(_phone: Phone) -> int:
        return Client().get("/openrosa/formList", HTTP_AUTHORIZATION=proof).status_code

    statuses = at_once(ask, [Phone(camera.issued) for _ in range(AT_ONCE)])
    assert sorted(statuses) == [200] + [401] * (AT_ONCE - 1)
    assert PhoneTraffic.objects.get().count == seen + 1
