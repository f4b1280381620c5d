"""The rows of phones and their sendings: applied again nothing changes; a post's go up as runs."""

from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

import pytest

from moeli.forms import projectors as runs
from moeli.forms import selectors
from moeli.forms.models import Run
from moeli.forms.openrosa import projectors, services
from moeli.forms.openrosa.models import AppUser, Submission, SubmissionFile
from moeli.platform.access.actor import SYSTEM, Actor
from moeli.platform.room import Recorded
from tests.forms.conftest import Publish
from tests.forms.openrosa.phones import Phone, let_in
from tests.forms.openrosa.test_receiving import PICTURES, bearer, shot
from tests.forms.sheets import sheets
from tests.forms.test_projectors import recorded
from tests.refusals import refused

pytestmark = pytest.mark.django_db
EVERY: tuple[tuple[str, Callable[[Recorded], None]], ...] = (
    ("openrosa.phone_issued", projectors.phone_issued),
    ("openrosa.phone_revoked", projectors.phone_revoked),
    ("openrosa.submission_kept", projectors.submission_kept),
    ("openrosa.file_kept", projectors.file_kept),
    ("openrosa.submission_discarded", projectors.submission_discarded),
)


@pytest.fixture
def camera(publish: Publish) -> Phone:
    publish(sheets(PICTURES, (), form_id="shot", asked_on="phone"))
    return let_in(["shot"])


def rows() -> list[object]:
    tables = (AppUser, Submission, SubmissionFile)
    return [list(table.objects.values()) for table in tables]


def test_applied_again_or_from_another_node_nothing_changes(camera: Phone) -> None:
    camera.send(shot("<face/><voice>2.ogg</voice>"), **{"2_ogg": b"OggS"})
    row = Submission.objects.get()
    services.discard(actor=SYSTEM, submission_id=row.id, motive="A test")
    services.revoke_phone(actor=SYSTEM, phone_id=camera.issued.phone.id)
    before = rows()
    for verb, project in EVERY:
        project(recorded(verb))
    assert rows() == before
    for table in (SubmissionFile, Submission):
        table.objects.all().delete()
    for verb, project in EVERY[2:]:
        project(replace(recorded(verb), node=uuid4()))
    assert not Submission.objects.exists()


def test_what_was_accepted_stays_so(camera: Phone) -> None:
    camera.send(shot("<face/><voice/>"))
    services.accept(
        actor=SYSTEM, submission_id=Submission.objects.get().id, motive="Nothing to see"
    )
    before = rows()
    projectors.submission_accepted(recorded("openrosa.submission_accepted"))
    late = recorded("openrosa.submission_accepted")
    projectors.submission_discarded(replace(late, body={"motive": "late"}))
    assert rows() == before


def test_headquarters_gets_the_facts_of_a_phone_s_run_and_no_answers(camera: Phone) -> None:
    camera.send(shot())
    entry, officer = recorded("form.run_received"), bearer(camera)
    runs.run_received(entry)
    assert Run.objects.count() == 1
    Run.objects.all().delete()
    runs.run_received(replace(entry, node=uuid4()))
    row = Run.objects.get()
    assert (row.how, row.place, row.begun_by, row.seconds) == ("phone", "MSB", officer.id, 330)
    assert_closed(officer, row)


def assert_closed(officer: Actor, row: Run) -> None:
    with refused("form_run_elsewhere"):
        selectors.finished_run(officer, row.id)
