"""The pages of pictures and of the expert without a browser: what they answer to anything."""

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import Settings as SettingsWrapper

from moeli.crossings.models import Inspection
from moeli.documents.models import Examination, Picture, Source
from moeli.documents.services import Desk, keep_file
from moeli.platform import clock
from moeli.platform.access.actor import actor_of
from moeli.platform.access.models import User
from moeli.platform.journal.models import Entry
from tests.desk.conftest import CITIZEN, Scan
from tests.desk.pictures import ANSWERS, frame, sent
from tests.documents import drawn
from tests.documents.drawn import jpeg, specimen
from tests.signing_in import person, signed_in


def test_the_page_alone_may_ask_for_the_camera(desk: Client) -> None:
    policy = "Permissions-Policy"
    assert "camera=(self)" in desk.get("/desk/picture/")[policy]
    for address in ("/desk/", "/desk/by-hand/", "/", sent(desk, jpeg())):
        assert "camera=()" in desk.get(address)[policy]


def test_a_good_frame_fills_the_box_and_the_box_opens_the_inspection(desk: Client) -> None:
    told = frame(desk, jpeg())
    assert told["zone"] == "\n".join(specimen().lines)
    opened = {"zone": told["zone"], "picture": told["picture"], "direction": "exit", "how": "chip"}
    assert desk.post("/desk/", opened).status_code == 302
    inspection = Inspection.objects.get()
    assert (inspection.captured_how, inspection.direction) == ("photo_read", "exit")
    assert inspection.pictures.count() == 1


def test_a_box_that_was_changed_is_typed_and_a_foreign_picture_is_absent(desk: Client) -> None:
    told = frame(desk, jpeg())
    changed = {"zone": CITIZEN, "picture": told["picture"], "direction": "entry"}
    assert desk.post("/desk/", changed).status_code == 302
    assert Inspection.objects.get().captured_how == "typed"
    stranger = signed_in(person("primary_officer", "MPB"))
    assert stranger.post("/desk/", changed).status_code == 404
    assert stranger.get(f"/desk/picture/{told['picture']}/").status_code == 404


def test_a_doubtful_frame_is_told_and_kept_only_when_it_is_asked_for(desk: Client) -> None:
    assert frame(desk, drawn.doubtful()).keys() == {"advice", "say"}
    told = frame(desk, drawn.doubtful(), **{"Moeli-Doubtful": "yes"})
    assert told["go"] == f"/desk/picture/{told['picture']}/"
    assert "zone" not in told


def test_without_a_script_a_file_is_read_compared_and_answered(desk: Client) -> None:
    address = sent(desk, drawn.doubtful())
    page = desk.get(address).content.decode()
    assert page.count("data:image/jpeg;base64,") == 4  # the zone, the page, two characters
    assert "2 characters are doubtful: until they are answered" in page
    assert "All check digits agree." not in page
    copied = {"direction": "entry", "number": "BFO-14555", "name": "Qada", "compare": "yes"}
    compared = desk.post(address, copied).content.decode()
    assert "Primary identifier: the page says Qada, the zone says QADU." in compared
    truth = specimen().lines[1]
    answers = {f"is-2-{column}": truth[column - 1] for column in drawn.SMUDGED}
    answered = desk.post(address, {"direction": "entry", **answers, "compare": "yes"})
    assert "All check digits agree." in answered.content.decode()
    answer = desk.post(address, {"direction": "entry", **answers})
    assert answer.status_code == 302
    shown = desk.get(answer["Location"]).content.decode()
    assert "doubtful characters chosen by hand" in shown
    assert "BFO14555" in shown


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"\0\0\0\x18ftypheic", "HEIC"),
        (b"GIF89a", "not a picture"),
        (jpeg()[:5_000], "damaged or cut off"),
    ],
)
def test_a_file_that_is_no_good_has_its_sentence_beside_the_way_by_hand(
    desk: Client, data: bytes, sentence: str
) -> None:
    file = SimpleUploadedFile("CANARY.jpg", data, "image/jpeg")
    answer = desk.post("/desk/picture/file/", {"picture": file})
    page = answer.content.decode()
    assert answer.status_code in ANSWERS
    assert sentence in page
    assert "/desk/by-hand/" in page
    assert "CANARY" not in page


def test_nothing_chosen_is_said_and_the_scanner_is_looked_at_without_a_folder(desk: Client) -> None:
    assert "Choose a picture first." in desk.post("/desk/picture/file/").content.decode()
    assert "0 pictures from the scanner." in (
        desk.post("/desk/picture/scanner/", follow=True).content.decode()
    )


def test_where_a_scanner_is_watched_the_page_looks_by_itself(
    desk: Client, settings: SettingsWrapper, tmp_path: Path
) -> None:
    assert "every 1s" not in desk.get("/desk/picture/").content.decode()
    settings.MOELI_SCANNER_FOLDER = tmp_path
    page = desk.get("/desk/picture/", headers={"Moeli-Polled": "yes"}).content.decode()
    assert 'hx-select="#scans"' in page
    assert "Moeli-Polled" in page


def test_only_where_a_folder_is_watched_the_page_promises_what_a_scanner_leaves(
    desk: Client, settings: SettingsWrapper, tmp_path: Path
) -> None:
    promised, unwatched = "appears here by itself", "No folder of a scanner is watched here."
    page = desk.get("/desk/picture/").content.decode()
    assert (promised in page, unwatched in page) == (False, True)
    settings.MOELI_SCANNER_FOLDER = tmp_path
    page = desk.get("/desk/picture/").content.decode()
    assert (promised in page, unwatched in page) == (True, False)


def test_an_answer_that_is_no_character_of_a_zone_is_refused(desk: Client) -> None:
    address = sent(desk, drawn.doubtful())
    answer = desk.post(address, {"direction": "entry", "other-2-3": "é"})
    assert answer.status_code == 400
    assert "type one letter, digit or filler" in answer.content.decode()
    assert Inspection.objects.count() == 0


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.one_of(
        st.binary(max_size=300), st.binary(max_size=100).map(lambda tail: b"\x89PNG" + tail)
    )
)
def test_whatever_a_frame_holds_the_answer_is_a_sentence(desk: Client, data: bytes) -> None:
    told = frame(desk, data)
    assert str(told["say"]).endswith(".")
    assert Picture.objects.count() == 0


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    fields=st.dictionaries(
        st.one_of(st.from_regex(r"\A(is|other)-[0-9]-[0-9]{1,2}\Z"), st.sampled_from(["lines"])),
        st.text(max_size=120),
        max_size=4,
    )
)
def test_whatever_is_posted_beside_a_picture_the_page_answers(
    desk: Client, fields: dict[str, str]
) -> None:
    kept = Picture.objects.first()
    address = f"/desk/picture/{kept.id}/" if kept else sent(desk, jpeg())
    answer = desk.post(address, {"direction": "entry", **fields})
    assert answer.status_code in {200, 302, 400, 409}


def test_one_key_leads_from_the_inspection_to_the_expert_and_back(desk: Client, scan: Scan) -> None:
    inspection = scan(CITIZEN)
    look = f"/desk/inspections/{inspection}/"
    page = desk.get(look).content.decode()
    assert re.search(r'<summary data-key="F10">\s*Ask the expert', page)
    nothing = desk.post(f"{look}question/", follow=True).content.decode()
    assert "Choose at least one thing" in nothing
    asked = {"groups": ["photo"], "motive": "It is glued."}
    page = desk.post(f"{look}question/", asked, follow=True).content.decode()
    assert "The expert has your question." in page
    assert "no answer yet" in page
    expert = signed_in(person("document_examiner"))
    question = Examination.objects.get()
    listed = expert.get("/documents/questions/").content.decode()
    assert re.search(r"Answer within 1[12]\d minutes", listed)
    opened = expert.get(f"/documents/questions/{question.id}/").content.decode()
    assert "It is glued." in opened
    answer = {
        "verdict": "altered",
        "group": "photo",
        "lesson": "A second photo is glued over the first.",
        "remark": "Keep it.",
    }
    address = f"/documents/questions/{question.id}/answer/"
    assert "names the document" in (
        expert.post(address, {**answer, "lesson": "RA1234567 was altered"}).content.decode()
    )
    assert expert.post(address, answer).status_code == 302
    assert "Altered: a genuine document was changed" in desk.get(look).content.decode()
    assert "Keep it." in desk.get(f"/documents/questions/{question.id}/").content.decode()
    assert "glued over the first" in desk.get("/documents/altered/?group=photo").content.decode()


def test_the_waiting_scans_come_by_themselves_and_a_poll_records_no_reading(
    desk: Client, settings: SettingsWrapper, tmp_path: Path
) -> None:
    assert "every 1s" not in desk.get("/desk/picture/").content.decode()  # no folder is watched
    settings.MOELI_SCANNER_FOLDER = tmp_path
    page = desk.get("/desk/picture/").content.decode()
    assert re.search(r'hx-get="/desk/picture/" hx-trigger="every \d+s"', page)
    before = Entry.objects.count()
    actor = actor_of(User.objects.get(), clock.now())
    keep_file(actor=actor, desk=Desk("MSB", "unenrolled"), data=jpeg(), source=Source.SCANNER)
    kept = Entry.objects.count()
    polled = desk.get("/desk/picture/", headers={"Moeli-Polled": "yes"}).content.decode()
    assert "Scanned at" in polled
    assert Entry.objects.count() == kept > before


def test_only_relief_has_the_key_that_stands_on_every_page_of_a_booth() -> None:
    """The first visible one of a key answers, and the head comes before any page's own."""
    pages = [path for path in Path("src/moeli").rglob("*.html") if path.name != "header.html"]
    assert len(pages) > 100
    assert not [path for path in pages if 'data-key="F4"' in path.read_text()]
