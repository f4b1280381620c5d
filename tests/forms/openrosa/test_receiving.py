"""What a phone sent: once, whole, a run where it can be one, set aside or refused where not."""

from datetime import timedelta

import pytest

from moeli.forms import selectors
from moeli.forms.models import Run
from moeli.forms.openrosa import rules
from moeli.forms.openrosa.judging import is_withdrawn
from moeli.forms.openrosa.models import Submission, SubmissionFile
from moeli.forms.presenters.phone import phone_said
from moeli.platform import clock
from moeli.platform.access.actor import Actor, actor_of
from moeli.platform.access.models import User
from moeli.platform.blobs.models import Blob
from moeli.platform.ids import uuid7
from tests.forms.conftest import NOW, Publish, begun
from tests.forms.openrosa.phones import Phone, answers, let_in, said, upload
from tests.forms.sheets import SURVEY, sheets
from tests.refusals import refused

pytestmark = pytest.mark.django_db
PICTURES = (
    ("type", "name", "label::English (en)", "required"),
    ("start", "start", "", ""),
    ("end", "end", "", ""),
    ("image", "face", "A picture", "yes"),
    ("audio", "voice", "A sound", ""),
)


def bearer(phone: Phone) -> Actor:
    return actor_of(User.objects.get(id=phone.issued.phone.person), clock.now(), "MSB")


def shot(*inside: str, instance: str = "uuid:1") -> bytes:
    told = "".join(inside) or "<face>1.jpg</face><voice>2.ogg</voice>"
    stamps = "<start>2026-11-24T09:40:00.000+02:00</start><end>2026-11-24T09:45:30.000+02:00</end>"
    return answers(stamps + told, form="shot", instance=instance)


@pytest.fixture
def camera(publish: Publish) -> Phone:
    """A phone with a form for phones alone, which asks for a picture and a sound."""
    publish(sheets(PICTURES, (), form_id="shot", asked_on="phone", scope="care"))
    return let_in(["shot"])


def test_her_answers_are_read_at_the_desk_as_she_gave_them(phone: Phone) -> None:
    phone.send(answers("<name>Lineo</name><age>34</age><child>yes</child>"))
    read = selectors.finished_run(bearer(phone), Run.objects.get().id)
    assert read.session.values()["/data/name"] == "Lineo"
    assert read.session.values()["/data/child"] == "yes"
    assert read.session.finished or not read.session.problems()


def test_files_come_in_several_requests_and_are_merged(camera: Phone) -> None:
    first = camera.send(shot(), **{"1_jpg": b"\xff\xd8\xffpicture"})
    assert (first.status_code, Run.objects.count()) == (201, 1)
    row = Submission.objects.get()
    assert (row.files_named, row.files.count()) == (2, 1)
    assert camera.send(shot(), **{"2_ogg": b"OggSsound"}).status_code == 201
    assert camera.send(shot(), **{"1_jpg": b"\xff\xd8\xffpicture"}).status_code == 202
    assert (Run.objects.count(), row.files.count()) == (1, 2)
    kept = Blob.objects.get(id=row.files.earliest("size").blob)
    assert (kept.scope, kept.kept_as) == ("care", "phone_file")


def test_a_file_of_the_same_name_with_other_contents_is_refused(camera: Phone) -> None:
    camera.send(shot(), **{"1_jpg": b"\xff\xd8\xffone"})
    other = camera.send(shot(), **{"1_jpg": b"\xff\xd8\xfftwo"})
    assert other.status_code == 409
    assert SubmissionFile.objects.count() == 1


def test_a_file_that_the_answers_do_not_name_is_refused_with_them(camera: Phone) -> None:
    for name in ("3_jpg", "submission_xml"):
        answer = camera.send(shot(), **{name: b"x"})
        assert (answer.status_code, "do not name" in said(answer)) == (400, True)
    assert not Submission.objects.exists()


def test_a_hundred_files_are_taken_and_one_more_is_not(camera: Phone) -> None:
    # Names alone: what is written of each is shown by the tests above.
    names = " ".join(f"<face>{number}.jpg</face>" for number in range(101))
    many = {f"{number}_jpg": b"x" for number in range(101)}
    answer = camera.send(shot(names), **many)
    assert answer.status_code == 400
    assert "100 files at most" in said(answer)


def test_a_form_for_phones_is_not_begun_at_a_desk(camera: Phone) -> None:
    officer = bearer(camera)
    assert selectors.editions_for_pages(officer) == []
    with refused("form_asked_on_phones"):
        begun(officer, "shot")


def test_the_phone_s_times_stand_beside_ours_and_a_wrong_clock_is_said(camera: Phone) -> None:
    camera.send(shot(), date="Tue, 24 Nov 2026 08:25:00 GMT+00:00")
    run = Run.objects.get()
    assert (run.begun_at, run.finished_at, run.seconds) == (NOW, NOW, 330)
    told = phone_said(selectors.finished_run(bearer(camera), run.id).kept)
    assert told is not None
    assert told.begun is not None
    assert (told.begun.isoformat(), told.minutes) == ("2026-11-24T09:40:00+02:00", 25)
    assert Submission.objects.get().skew == 1500


def test_without_a_date_answers_of_our_future_tell_that_the_clock_is_ahead(camera: Phone) -> None:
    with clock.standing_still(NOW - timedelta(minutes=20)):
        camera.send(shot(), date="")
    assert Submission.objects.get().skew == 330


def test_the_same_number_with_other_answers_is_set_aside_and_the_first_one_holds(
    phone: Phone,
) -> None:
    phone.send(answers("<name>Lineo</name><age>17</age><child/>"))
    other = phone.send(answers("<name>Palesa</name><age>17</age><child/>"))
    assert (other.status_code, "set aside" in said(other)) == (201, True)
    assert phone.send(answers("<name>Palesa</name><age>17</age><child/>")).status_code == 202
    assert Run.objects.count() == 1
    assert list(Submission.objects.order_by("state").values_list("state", "reason")) == [
        ("run", ""),
        ("waits", "differs"),
    ]


@pytest.mark.parametrize(
    ("xml", "reason"),
    [
        (answers(form="gone"), "form_unknown"),
        (answers(version="9"), "version_unknown"),
        (answers("<name/><age>17</age><child/>"), "unfit"),
        (answers("<name>L</name><age>seven</age><child/>"), "unfit"),
        (answers("<name>L</name><age>18</age><child>maybe</child>"), "unfit"),
    ],
)
def test_what_cannot_be_a_run_is_kept_sealed_and_named(
    phone: Phone, xml: bytes, reason: str
) -> None:
    if reason == "form_unknown":
        phone.issued.phone.forms.append("gone")
        phone.issued.phone.save()
    answer = phone.send(xml)
    assert (answer.status_code, "set aside" in said(answer)) == (201, True)
    row = Submission.objects.get()
    assert (row.state, row.reason, Run.objects.count()) == ("waits", reason, 0)
    assert xml not in bytes(row.sealed)
    assert [bool(each["where"]) for each in row.problems] == [True] * (reason == "unfit")
    assert row.scope == ("care" if reason == "form_unknown" else "form")


@pytest.mark.parametrize(
    ("ended", "state"), [("24T09:00", "run"), ("20T09:00", "run"), ("", "waits")]
)
def test_a_rule_about_today_means_the_day_of_the_answer(
    publish: Publish, ended: str, state: str
) -> None:
    survey = (
        ("type", "name", "label::English (en)", "constraint", "constraint_message::English (en)"),
        ("end", "end", "", "", ""),
        ("date", "again", "When again?", ". >= today()", "Not before today."),
    )
    publish(sheets(survey, (), form_id="again"))
    phone, day = let_in(["again"]), ended[:2] or "20"
    end = f"2026-11-{ended}:00.000+02:00" if ended else ""
    told = f"<end>{end}</end><again>2026-11-{day}</again>"
    phone.send(answers(told, form="again"))
    assert Submission.objects.get().state == state


def test_a_form_that_the_phone_was_not_given_is_set_aside(phone: Phone, publish: Publish) -> None:
    publish(sheets(form_id="other"))
    phone.send(answers(form="other"))
    assert Submission.objects.get().reason == "not_given"


def test_an_edition_that_was_replaced_meanwhile_is_still_taken(
    phone: Phone, publish: Publish
) -> None:
    publish(sheets(SURVEY[:-1], version="2"))
    phone.send(answers())
    assert Run.objects.get().number == 1


def test_an_edition_that_a_rollback_passed_over_is_set_aside(
    phone: Phone, publish: Publish, author: Actor, second: Actor
) -> None:
    bad = publish(sheets(SURVEY[:-1], version="2"))
    bad_again = publish(sheets(SURVEY[:-1], version="3"))
    type(bad).objects.filter(id=bad_again.id).update(restores=1)
    phone.send(answers("<name>Lineo</name><age>17</age>", version="2"))
    assert Submission.objects.get().reason == "withdrawn"
    bad_again.refresh_from_db()
    assert not is_withdrawn(bad_again, clock.today())


def test_two_editions_of_one_version_the_newest_that_fits_holds(
    phone: Phone, publish: Publish
) -> None:
    publish(sheets((*SURVEY, ("text", "more", "More", "Tse ling", "yes", ""))))
    phone.send(answers())
    phone.send(answers("<name>L</name><age>1</age><child/><more>x</more>", instance="uuid:2"))
    assert list(Run.objects.order_by("number").values_list("number", flat=True)) == [1, 2]


@pytest.mark.parametrize(
    ("xml", "words"),
    [
        (answers("<name>L</name><age>1</age><child/><more>x</more>"), "does not ask"),
        (answers(root="other"), "does not ask"),
        (answers(instance=""), "instanceID"),
        (answers(instance="x" * 201), "instanceID"),
        (answers().replace(b'version="1"', b'version="1" encrypted="yes"'), "encrypted"),
        (answers("<base64EncryptedKey>AAAA</base64EncryptedKey>"), "encrypted"),
        (b"", "cannot be read"),
        (b"\xff\xfe<\x00d\x00", "cannot be read"),
        (b"<data", "cannot be read"),
        (b'<!DOCTYPE d [<!ENTITY a "aaaa">]><d id="few">&a;</d>', "cannot be read"),
        (b'<d id="few"><i xmlns="http://www.w3.org/2001/XInclude"/></d>', "cannot be read"),
        (b'<d id="few">' + b"<a>" * 60 + b"</a>" * 60 + b"</d>", "cannot be read"),
        (b'<d id="few">' + b"<a/>" * 20_001 + b"</d>", "cannot be read"),
        (b'<d id="few">' + b" " * 1_000_000 + b"</d>", "cannot be read"),
    ],
)
def test_what_could_do_harm_or_be_read_by_nobody_is_refused_with_a_sentence(
    phone: Phone, xml: bytes, words: str
) -> None:
    answer = phone.send(xml or b" ")
    assert (answer.status_code, words in said(answer)) == (400, True), said(answer)
    assert not Submission.objects.exists()


def test_an_encrypted_submission_is_known_by_its_file_too(phone: Phone) -> None:
    xml = answers("<name>submission.xml.enc</name><age>1</age><child/>")
    parts = {
        "xml_submission_file": upload("run.xml", xml),
        "f": upload("submission.xml.enc", b"x"),
    }
    assert "encrypted" in said(phone.ask("POST", "submission", data=parts))


def test_a_request_without_the_part_of_the_answers_is_told_what_to_send(phone: Phone) -> None:
    phone.head()
    parts = {"other": upload("run.xml", answers())}
    assert "xml_submission_file" in said(phone.ask("POST", "submission", data=parts))
    plain = phone.once("POST", "/openrosa/submission", data=answers(), content_type="text/xml")
    assert "multipart/form-data" in said(plain)


def test_a_phone_whose_answers_pile_up_keeps_them_itself(phone: Phone) -> None:
    assert rules.limit("most_waiting", clock.today()) == 200
    phone.send(answers(version="9"))
    first = Submission.objects.values().get()
    Submission.objects.bulk_create(
        Submission(**first | {"id": uuid7(), "run": uuid7(), "content": bytes([number] * 16)})
        for number in range(199)
    )
    full = phone.send(answers(version="9", instance="uuid:2"))
    assert full.status_code == 503
    assert phone.send(answers(instance="uuid:3")).status_code == 201  # what fits still comes in
