"""The requests that the OpenRosa standards give, in their order."""

import hashlib

import pytest

from moeli.forms.models import Edition, Run
from moeli.forms.openrosa.models import Submission
from moeli.platform.journal.models import Entry
from tests.forms.conftest import NOW, Publish
from tests.forms.openrosa.phones import SPACES, Phone, answers, challenges, let_in, said, xml
from tests.forms.sheets import package, png, sheets, with_media

pytestmark = pytest.mark.django_db
LIST, MANIFEST = "{" + SPACES["f"] + "}", "{" + SPACES["m"] + "}"


def test_from_the_challenge_to_the_duplicate(phone: Phone) -> None:
    first = phone.once("GET", "/openrosa/formList")
    assert first.status_code == 401
    assert [each.split("algorithm=")[1].split(",")[0] for each in challenges(first)] == [
        "MD5",
        "SHA-256",
    ]
    listed = phone.get("formList")
    [form] = xml(listed)
    told = {str(each.tag).removeprefix(LIST): each.text for each in form}
    edition = Edition.objects.get()
    downloaded = phone.get(told["downloadUrl"].removeprefix("http://testserver"))
    assert told == {
        "formID": "few",
        "name": "A few questions",
        "version": "1",
        "hash": "md5:" + hashlib.md5(downloaded.content).hexdigest(),
        "downloadUrl": f"http://testserver/openrosa/forms/{edition.id}.xml",
    }
    assert b"<h:title>A few questions</h:title>" in downloaded.content

    where = phone.head()
    assert (where.status_code, where.content) == (204, b"")
    assert where["Location"] == "http://testserver/openrosa/submission"
    assert int(where["X-OpenRosa-Accept-Content-Length"]) == 10_000_000
    assert where["Date"] == "Tue, 24 Nov 2026 08:00:00 GMT"

    assert phone.send().status_code == 201
    again = phone.send()
    assert (again.status_code, said(again)) == (202, "This was received before.")
    assert (Run.objects.count(), Submission.objects.count()) == (1, 1)


def test_what_came_is_a_run_of_its_person_finished_sealed_and_journaled(phone: Phone) -> None:
    phone.send(answers("<name>CANARYNAME</name><age>17</age><child/>"))
    run = Run.objects.get()
    assert (run.how, run.begun_by, run.place) == ("phone", phone.issued.phone.person, "MSB")
    assert (run.finished_at, run.scope, run.number) == (NOW, "form", 1)
    assert b"CANARYNAME" not in bytes(run.answers)
    verbs = list(Entry.objects.order_by("-sequence").values_list("verb", flat=True)[:2])
    assert set(verbs) == {"form.run_received", "openrosa.submission_kept"}


def test_files_of_a_form_are_listed_with_their_hashes_and_fetched(publish: Publish) -> None:
    publish(with_media())
    phone = let_in(["seen"])
    [form] = xml(phone.get("formList?verbose=true"))
    assert form.findtext(f"{LIST}descriptionText") == "1 questions"
    there = form.findtext(f"{LIST}manifestUrl").removeprefix("http://testserver")
    files = {each.findtext(f"{MANIFEST}filename"): each for each in xml(phone.get(there))}
    assert list(files) == ["face.png", "well.wav", "yes.png"]
    face = files["face.png"]
    got = phone.get(face.findtext(f"{MANIFEST}downloadUrl").removeprefix("http://testserver"))
    assert got.content == png()
    assert face.findtext(f"{MANIFEST}hash") == "md5:" + hashlib.md5(png()).hexdigest()


def test_a_list_beside_a_form_is_fetched_too(publish: Publish) -> None:
    survey = (
        ("type", "name", "label::English (en)"),
        ("select_one_from_file ports.csv", "port", "Which port?"),
    )
    lists = b"name,label\nMSB,Maseru Bridge\n"
    publish(package({"form.md": sheets(survey, (), form_id="ports"), "ports.csv": lists}))
    phone = let_in(["ports"])
    [form] = xml(phone.get("formList"))
    [file] = xml(phone.get(form.findtext(f"{LIST}manifestUrl").removeprefix("http://testserver")))
    address = file.findtext(f"{MANIFEST}downloadUrl").removeprefix("http://testserver")
    assert phone.get(address).content == lists
    assert phone.get(address.replace("ports.csv", "other.csv")).status_code == 404


def test_the_list_holds_what_was_given_and_is_in_force_and_earlier_versions_when_asked(
    phone: Phone, publish: Publish
) -> None:
    publish(sheets(form_id="other"))
    publish(sheets(version="2"))

    def versions(query: str = "") -> list[tuple[str, str]]:
        rows = xml(phone.get(f"formList{query}"))
        return [(e.findtext(f"{LIST}formID"), e.findtext(f"{LIST}version")) for e in rows]

    assert versions() == [("few", "2")]
    assert versions("?listAllVersions=true") == [("few", "2"), ("few", "1")]
    assert versions("?formID=other") == []
    assert versions("?formID=few&deviceID=collect%3Aabc") == [("few", "2")]
    other = Edition.objects.get(form="other")
    assert phone.get(f"forms/{other.id}.xml").status_code == 404


def test_a_token_in_the_address_is_enough_and_every_address_holds_it(publish: Publish) -> None:
    publish()
    phone = let_in(["few"], way="token")
    [form] = xml(phone.get("formList"))
    assert phone.base in form.findtext(f"{LIST}downloadUrl")
    assert phone.head()["Location"] == f"http://testserver{phone.base}submission"
    assert phone.send().status_code == 201


def test_an_address_that_nothing_answers_is_said_in_the_language_of_the_phone(
    phone: Phone,
) -> None:
    answer = phone.get("view/submissionList", HTTP_ACCEPT_LANGUAGE="st")
    assert answer.status_code == 404
    assert answer["Content-Language"] == "st"
    assert phone.ask("DELETE", "submission").status_code == 405
    elsewhere = phone.get("formList", HTTP_HOST="evil.example")
    assert (elsewhere.status_code, "address of the server" in said(elsewhere)) == (400, True)
