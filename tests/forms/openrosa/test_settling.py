"""What was set aside: accepted as a run, or erased, by those who may, once."""

from dataclasses import replace

import pytest
from django.test import Client

from moeli.forms import selectors
from moeli.forms.models import Run
from moeli.forms.openrosa import services
from moeli.forms.openrosa.models import Submission
from moeli.forms.openrosa.sealing import waiting_binding
from moeli.forms.openrosa.selectors import file_of_run, files_of_run, set_aside, waiting
from moeli.forms.presenters.phone import phone_said
from moeli.platform import clock
from moeli.platform.access.actor import Actor, actor_of
from moeli.platform.access.models import User
from moeli.platform.blobs.models import Blob
from moeli.platform.journal.models import Entry
from moeli.platform.keyring import services as keyring
from tests.forms.conftest import Publish
from tests.forms.openrosa.phones import Phone, answers, let_in
from tests.forms.openrosa.test_receiving import PICTURES, shot
from tests.forms.sheets import sheets
from tests.publishing import acting
from tests.refusals import refused
from tests.signing_in import person, signed_in

pytestmark = pytest.mark.django_db
UNFIT = answers("<name/><age>17</age><child/>")


@pytest.fixture
def supervisor(phone: Phone) -> Actor:
    return replace(acting("shift_supervisor", "MSB"), place="MSB")


def bearer(phone: Phone) -> Actor:
    return actor_of(User.objects.get(id=phone.issued.phone.person), clock.now(), "MSB")


def test_an_edition_that_became_known_makes_it_a_run_of_the_person_who_asked(
    phone: Phone, supervisor: Actor, publish: Publish
) -> None:
    phone.send(answers(version="2"))
    row = Submission.objects.get()
    with refused("set_aside_still_unknown"):
        services.accept(actor=supervisor, submission_id=row.id, motive="Genuine")
    publish(sheets(version="2"))
    services.accept(actor=supervisor, submission_id=row.id, motive="Genuine")
    run = Run.objects.get()
    assert (run.begun_by, run.how, run.id) == (phone.issued.phone.person, "phone", row.run)
    assert Entry.objects.get(verb="form.run_received").actor == supervisor.id
    read = selectors.finished_run(bearer(phone), run.id)
    assert read.session.values()["/data/name"] == "Lineo"
    with refused("set_aside_settled"):
        services.discard(actor=supervisor, submission_id=row.id, motive="Twice")


def test_answers_that_do_not_fit_are_accepted_as_they_are_and_stay_marked(
    phone: Phone, supervisor: Actor
) -> None:
    phone.send(UNFIT)
    services.accept(
        actor=supervisor, submission_id=Submission.objects.get().id, motive="She had no name"
    )
    kept = selectors.finished_run(bearer(phone), Run.objects.get().id).kept
    told = phone_said(kept)
    assert told is not None
    assert (told.accepted, told.unfit) == (True, ("/data/name",))
    row = Submission.objects.get()
    assert (row.state, bytes(row.sealed), row.motive) == ("accepted", b"", "She had no name")


def test_discarded_it_is_erased_with_its_key_and_sent_again_it_stays_away(
    phone: Phone, supervisor: Actor
) -> None:
    phone.send(UNFIT)
    row = Submission.objects.get()
    services.discard(actor=supervisor, submission_id=row.id, motive="A test")
    with refused("shredded"):
        keyring.unseal(waiting_binding(row.id, row.run, row.scope), bytes(row.sealed))
    assert phone.send(UNFIT).status_code == 202
    assert (Run.objects.count(), Submission.objects.get().state) == (0, "discarded")


def test_its_files_go_with_it(publish: Publish) -> None:
    publish(sheets(PICTURES, (), form_id="shot", asked_on="phone", scope="care"))
    phone, supervisor = let_in(["shot"]), acting("shift_supervisor", "MSB")
    phone.send(shot("<face/><voice>2.ogg</voice>"), **{"2_ogg": b"OggSx"})
    assert Blob.objects.living().count() == 1
    row = Submission.objects.get()
    services.discard(actor=supervisor, submission_id=row.id, motive="A test")
    assert not Blob.objects.living().exists()


def test_files_are_read_by_whom_the_answers_are_and_the_reading_is_recorded(
    publish: Publish,
) -> None:
    publish(sheets(PICTURES, (), form_id="shot", asked_on="phone", scope="care"))
    phone = let_in(["shot"])
    phone.send(shot(), **{"1_jpg": b"\xff\xd8\xffpicture"})
    run, officer = Run.objects.get(), bearer(phone)
    [file] = files_of_run(officer, run.id)[2]
    before = Entry.objects.filter(verb="record.read").count()
    got = file_of_run(officer, run.id, file.blob)
    assert b"".join(got.streaming_content) == b"\xff\xd8\xffpicture"
    assert Entry.objects.filter(verb="record.read").count() == before + 1
    with refused("absent"):
        files_of_run(acting("shift_supervisor", "MSB"), run.id)  # `care`: who asked alone
    with refused("absent"):
        file_of_run(officer, run.id, run.id)


def test_no_word_why_no_act(phone: Phone, supervisor: Actor) -> None:
    phone.send(UNFIT)
    row = Submission.objects.get()
    for motive in ("", "   ", "x" * 401):
        with refused("set_aside_no_motive"):
            services.accept(actor=supervisor, submission_id=row.id, motive=motive)


@pytest.mark.parametrize(
    ("role", "place"),
    [("shift_supervisor", "SAP"), ("primary_officer", "MSB"), ("system_administrator", "")],
)
def test_others_find_nothing(phone: Phone, role: str, place: str) -> None:
    phone.send(UNFIT)
    row, other = Submission.objects.get(), acting(role, place)
    for act in (services.accept, services.discard):
        with refused("absent"):
            act(actor=other, submission_id=row.id, motive="Mine")
    with refused("absent"):
        set_aside(other, row.id)
    if role == "shift_supervisor":
        assert waiting(other) == []


def test_what_became_a_run_by_itself_is_not_there_to_settle(
    phone: Phone, supervisor: Actor
) -> None:
    phone.send()
    with refused("absent"):
        services.discard(actor=supervisor, submission_id=Submission.objects.get().id, motive="Gone")


def test_the_pages_name_what_waits_and_settle_it_without_showing_an_answer(phone: Phone) -> None:
    client: Client = signed_in(person("shift_supervisor", "MSB"))
    assert "Nothing waits" in client.get("/forms/phones/set-aside/").content.decode()
    phone.send(answers("<name/><age>CANARY</age><child/>"), date="Tue, 24 Nov 2026 09:00:00 GMT")
    listed = client.get("/forms/phones/set-aside/").content.decode()
    assert "Some answers do not fit" in listed
    address = f"/forms/phones/set-aside/{Submission.objects.get().id}/"
    page = client.get(address).content.decode()
    assert "Your age: This must be a whole number" in page
    assert "wrong by 60 minutes" in page
    assert "CANARY" not in listed + page
    lacking = client.post(address, {"motive": "", "act": "accept"})
    assert (lacking.status_code, 'href="#id_motive"' in lacking.content.decode()) == (400, True)
    client.post(address, {"motive": "Genuine", "act": "accept"})
    assert "Became a run" in client.get("/forms/phones/set-aside/").content.decode()
    own = signed_in(User.objects.get(id=phone.issued.phone.person))
    read = own.get(f"/forms/runs/{Run.objects.get().id}/answers/").content.decode()
    assert "On a phone" in read
    assert "a supervisor accepted them" in read
    assert "No file came" in own.get(f"/forms/phones/runs/{Run.objects.get().id}/").content.decode()
